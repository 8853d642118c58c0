import { ask, picture } from './api.js'
import { el } from './dom.js'
import { date, language, text } from './texts.js'

const filters = ['status', 'phase', 'incubator', 'sponsor', 'theme']
let phases

/** The first page: what this is, the stock, the flow, and the list with its filters in the address. */
export async function list(main, go) {
  const t = text()
  const query = new URLSearchParams(location.search)
  phases ??= (await ask('/v1/phases')).items
  const name = code => phases.find(phase => phase.code === code)?.label[language()] ?? code

  const stockBox = el('section', { 'aria-labelledby': 'stock' }, el('h2', { id: 'stock' }, t.stock))
  const flowBox = el('section', { 'aria-labelledby': 'flow' }, el('h2', { id: 'flow' }, t.flow))
  const results = el('div')
  const count = el('p', { class: 'count', role: 'status' })
  const q = el('input', { type: 'search', name: 'q', value: query.get('q') ?? '', autocomplete: 'off' })
  const form = el('form', { class: 'filters', role: 'search', onsubmit: event => event.preventDefault() }, el('label', { class: 'wide' }, t.search, q))
  const csv = el('a', { href: '/v1/startups.csv' }, t.csv)
  main.replaceChildren(
    el('h1', {}, t.title), el('p', { class: 'lead' }, t.lead),
    el('div', { class: 'grid' }, stockBox, flowBox),
    el('section', { 'aria-labelledby': 'list' }, el('h2', { id: 'list' }, t.list), form, count, results, el('p', {}, csv)))

  const current = () => {
    const asked = new URLSearchParams()
    for (const field of [q, ...form.querySelectorAll('select')]) if (field.value.trim()) asked.set(field.name, field.value.trim())
    return asked
  }

  let asking = 0
  const show = async () => {
    const mine = ++asking
    const asked = current()
    csv.href = `/v1/startups.csv?${new URLSearchParams([...asked, ...(language() === 'fr' ? [['separator', 'semicolon']] : [])])}`
    const page = await ask(`/v1/startups?${new URLSearchParams([...asked, ['limit', '24']])}`)
    if (mine !== asking) return
    count.textContent = page.total ? t.found(page.total) : t.none
    const items = el('ul', { class: 'startups' })
    results.replaceChildren(items)
    add(items, page)
  }
  const add = (items, page) => {
    for (const startup of page.items)
      items.append(el('li', {},
        el('h3', {}, el('a', { href: `/?startup=${encodeURIComponent(startup.id)}`, 'data-link': true }, startup.name)),
        el('p', {}, startup.pitch ?? ''),
        el('span', { class: 'tag' }, startup.phase ? `${name(startup.phase.code)} ${t.since} ${date(startup.phase.since)}` : t.planned)))
    if (page.next) {
      const more = el('button', { type: 'button', onclick: async () => {
        const following = await ask(page.next)
        more.remove()
        add(items, following)
      } }, t.more)
      results.append(more)
    }
  }
  const changed = () => {
    const asked = current().toString()
    history.replaceState(null, '', asked ? `/?${asked}` : '/')
  }

  let timer
  q.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => { changed(); show() }, 200)
  })

  const facets = await ask('/v1/facets')
  for (const filter of filters) {
    const label = value => filter === 'status' ? t[value] : filter === 'phase' ? name(value) : value
    const options = facets[filter].slice(0, 200).map(facet => el('option', { value: facet.value, selected: query.get(filter) === facet.value }, `${label(facet.value)} (${facet.count})`))
    form.append(el('label', {}, t[filter], el('select', { name: filter, onchange: () => {
      const asked = current().toString()
      history.pushState(null, '', asked ? `/?${asked}` : '/')
      show()
    } }, el('option', { value: '' }, t.any), ...options)))
  }
  await show()

  const stock = await ask('/v1/flow/stock')
  const most = Math.max(1, ...Object.values(stock.byPhase))
  stockBox.append(
    el('p', {}, t.median(Math.round(stock.age.medianDays ?? 0), stock.total)),
    el('ul', { class: 'stock' }, ...Object.entries(stock.byPhase).map(([code, n]) => el('li', {},
      el('span', { id: `phase-${code}` }, name(code)), el('meter', { min: 0, max: most, value: n, 'aria-labelledby': `phase-${code}` }), el('span', { class: 'number' }, String(n))))))
  flowBox.append(el('img', { class: 'picture', alt: t.flowAlt, src: await picture('/v1/flow.svg') }))
}
