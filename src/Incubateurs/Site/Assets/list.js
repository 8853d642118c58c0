import { ask, phaseNames, referential } from './api.js'
import { el, inner } from './dom.js'
import { overview } from './overview.js'
import { row } from './row.js'
import { language, number, text } from './texts.js'

const shownFilters = ['status', 'phase', 'incubator', 'sponsor', 'theme']
const moreFilters = ['domain', 'audience', 'technology']
const orders = ['', 'enteredOn', '-enteredOn', '-phaseSince', '-modifiedAt']

// What else the API takes may stand in an address that was written by hand; it is kept, and can be taken away.
const known = ['q', ...shownFilters, ...moreFilters, 'overdue', 'sort', 'asOf', 'knownAt', 'host', 'nationalImpact', 'enteredFrom', 'enteredTo', 'exitedFrom', 'exitedTo']
const fields = 'name,pitch,status,phase,planned,incubation,incubators'
const pause = 150

let made

/** The first view. It is made once a language, so that one comes back to it as one left it. */
export function list() {
  if (made?.language !== language()) made = Object.assign(make(), { language: language() })
  made.follow()
  return made
}

/** The query of the address, in one order, without what is not for the API. */
function asked() {
  const address = new URLSearchParams(location.search)
  return new URLSearchParams(known.flatMap(name => address.getAll(name).filter(value => value.trim()).map(value => [name, value])))
}

function make() {
  const t = text()
  const q = el('input', { type: 'search', id: 'q', name: 'q', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search' })
  const selects = [...shownFilters, ...moreFilters].map(name => el('select', { name }))
  const overdue = el('input', { type: 'checkbox', name: 'overdue' })
  const asOf = el('input', { type: 'date', name: 'asOf', min: '2013-06-01' })
  const order = el('select', { name: 'sort' }, orders.map((value, i) => el('option', { value }, t.orders[i])))
  const labelled = (label, field) => el('label', {}, el('span', {}, label), field)
  const wide = matchMedia('(min-width: 48rem)').matches
  const form = el('form', { class: 'panel', role: 'search', 'aria-label': t.searchAndFilter },
    el('label', { class: 'search', for: 'q' }, t.search), q,
    el('details', { open: wide, class: 'filters' },
      el('summary', {}, t.filters),
      el('div', { class: 'fields' }, shownFilters.map((name, i) => labelled(t.names[name], selects[i]))),
      el('details', {},
        el('summary', {}, t.moreFilters),
        el('div', { class: 'fields' },
          moreFilters.map((name, i) => labelled(t.names[name], selects[shownFilters.length + i])),
          labelled(t.names.asOf, asOf), el('label', { class: 'check' }, overdue, el('span', {}, t.names.overdue))))))

  const count = el('p', { class: 'count', role: 'status' })
  const chips = el('ul', { class: 'chips', 'aria-label': t.activeFilters })
  const rows = el('ul', { class: 'startups' })
  const more = el('button', { type: 'button', class: 'more', hidden: true }, t.more)
  const csv = el('a', {}, t.csv)
  const json = el('a', {}, t.json)
  const introduction = overview()
  const heading = el('h2', { id: 'list' })
  const root = el('div', {},
    el('div', { class: 'hero' }, el('div', { class: 'wrap' },
      el('h1', { tabindex: '-1' }, t.title), el('p', { class: 'lead' }, t.lead), form)),
    introduction,
    el('section', { class: 'wrap', 'aria-labelledby': 'list' },
      el('div', { class: 'head' }, heading, labelled(t.order, order)),
      chips, count, rows, more,
      el('p', { class: 'exports' }, csv, ' ', json)))

  let shown
  let asking
  let next

  /** Puts the address into the fields, and asks when it is another query than the one that is shown. */
  function follow() {
    const query = asked()
    if (document.activeElement !== q) q.value = query.get('q') ?? ''
    order.value = query.get('sort') ?? ''
    overdue.checked = query.get('overdue') === 'true'
    asOf.value = query.get('asOf') ?? ''
    const filtering = [...query.keys()].some(name => name !== 'sort')
    introduction.hidden = filtering
    heading.textContent = filtering ? t.results : t.allStartups
    if (query.toString() !== shown) load(query)
    view.title = `${query.get('q') ? `${query.get('q')} · ` : ''}Incubateurs`
  }

  async function load(query) {
    shown = query.toString()
    asking?.abort()
    const { signal } = asking = new AbortController()
    const unpaged = [...query].filter(([name]) => name !== 'sort')
    csv.href = `v1/startups.csv?${new URLSearchParams([...query, ...(language() === 'fr' ? [['separator', 'semicolon']] : [])])}`
    json.href = `v1/startups?${query}`
    rows.setAttribute('aria-busy', 'true')
    try {
      const [page, facets, phase, incubators, administrations] = await Promise.all([
        ask(`v1/startups?${new URLSearchParams([...query, ['limit', '24'], ['fields', fields]])}`, { signal }),
        ask(`v1/facets?${new URLSearchParams(unpaged)}`, { signal }),
        phaseNames(), referential('v1/incubators?limit=200'), referential('v1/administrations?limit=200'),
      ])
      if (signal.aborted) return
      const call = { status: code => t.statuses[code], phase, incubator: named(incubators), sponsor: named(administrations), host: named(administrations), asOf: value => value, overdue: () => '' }
      rows.replaceChildren()
      add(page, phase)
      count.textContent = t.found(page.total, query.get('q'))
      for (const select of selects) fill(select, facets[select.name], query.getAll(select.name), call[select.name] ?? (value => value))
      chip(query, call)
    } catch (error) {
      if (signal.aborted) return
      shown = undefined
      rows.replaceChildren()
      more.hidden = true
      count.textContent = Object.values(error.errors ?? {}).flat()[0] ?? error.message
      chip(query, {})
    } finally {
      if (!signal.aborted) rows.removeAttribute('aria-busy')
    }
  }

  function add(page, phase) {
    rows.append(...page.items.map(startup => row(startup, phase)))
    next = page.next
    more.hidden = !next
  }

  function fill(select, facet, chosen, call) {
    const values = [...facet]
    for (const value of chosen) if (!values.some(other => other.value === value)) values.push({ value, count: 0 })
    select.replaceChildren(
      el('option', { value: '' }, t.all[select.name]),
      ...values.map(({ value, count }) => el('option', { value }, `${call(value)} (${number(count)})`)))
    select.value = chosen[0] ?? ''
  }

  function chip(query, call) {
    const asked = [...query].filter(([name]) => name !== 'q' && name !== 'sort')
    chips.replaceChildren(...asked.map(([name, value]) => {
      const without = new URLSearchParams([...query].filter(([other, its]) => other !== name || its !== value))
      const said = [t.names[name] ?? name, (call[name] ?? (word => word))(value)].filter(Boolean).join(t.colon)
      return el('li', {}, inner(`./?${without}`.replace(/\?$/, ''), { 'aria-label': t.remove(said) }, said, el('span', { 'aria-hidden': 'true' }, ' ×')))
    }))
    if (asked.length > 1) chips.append(el('li', {}, inner(query.get('q') ? `./?${new URLSearchParams({ q: query.get('q') })}` : './', { class: 'clear' }, t.clear)))
  }

  /** Puts fields into the address. Typing makes one step of history, not one a letter. */
  function write(changes, replace) {
    const query = asked()
    for (const [name, value] of Object.entries(changes)) value ? query.set(name, value) : query.delete(name)
    history[replace ? 'replaceState' : 'pushState'](null, '', query.size ? `./?${query}` : './')
    follow()
    document.title = view.title
  }

  let timer
  q.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(() => root.isConnected && write({ q: q.value.trim() }, Boolean(asked().get('q'))), pause)
  })
  form.addEventListener('submit', event => event.preventDefault())
  for (const field of [...selects, order]) field.addEventListener('change', () => write({ [field.name]: field.value }))
  overdue.addEventListener('change', () => write({ overdue: overdue.checked ? 'true' : '' }))
  asOf.addEventListener('change', () => write({ asOf: asOf.value }))
  more.addEventListener('click', async () => {
    const place = rows.children.length
    more.disabled = true
    try {
      add(await ask(next), await phaseNames())
      rows.children[place]?.querySelector('a').focus({ preventScroll: true })
    } finally {
      more.disabled = false
    }
  })

  const view = { root, title: '', follow }
  return view
}

const named = items => id => items.find(item => item.id === id)?.name ?? id
