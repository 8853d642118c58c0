import { language } from './texts.js'

/** Asks the public API; a refusal is thrown with its own words. */
export async function ask(address, body) {
  const response = await fetch(address, {
    method: body ? 'POST' : 'GET',
    headers: { 'Accept-Language': language(), ...(body ? { 'Content-Type': 'application/json' } : {}) },
    body: body && JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.detail ?? response.statusText)
  return answer
}

/** A picture in the language of the page, which an address of an image cannot say. */
export async function picture(address) {
  const response = await fetch(address, { headers: { 'Accept-Language': language() } })
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await response.text())}`
}
