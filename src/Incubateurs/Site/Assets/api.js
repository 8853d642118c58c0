import { language } from './texts.js'

/** What the API refused, in its own words; `errors` are by field. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? String(status))
    this.status = status
    this.errors = problem.errors ?? {}
    this.links = problem.items ?? []
  }
}

/** Asks the public API, or tells it something. */
export async function ask(address, { body, signal } = {}) {
  const response = await fetch(address, {
    method: body ? 'POST' : 'GET',
    headers: { 'Accept-Language': language(), ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
    signal,
  })
  const answer = await response.json()
  if (!response.ok) throw new Refusal(response.status, answer)
  return answer
}

/** A picture in the language of the page, which the address of an image cannot say; with it the text for those who do not see it. */
export async function picture(address) {
  const response = await fetch(address, { headers: { 'Accept-Language': language() } })
  const text = await response.text()
  const said = name => new RegExp(`<${name}[^>]*>([^<]*)`).exec(text)?.[1] ?? ''
  const entities = document.createElement('textarea')
  entities.innerHTML = `${said('title')}. ${said('desc')}`
  return { source: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`, description: entities.value }
}

const kept = new Map()

/** All pages of a referential, asked once. */
export function referential(address) {
  if (!kept.has(address)) kept.set(address, all(address))
  return kept.get(address)
}

async function all(address) {
  const items = []
  for (let next = address; next;) {
    const page = await ask(next)
    items.push(...page.items)
    next = page.next
  }
  return items
}

/** Names of phases in the language of the page. */
export async function phaseNames() {
  const phases = await referential('v1/phases')
  return code => phases.find(phase => phase.code === code)?.label[language()] ?? code
}
