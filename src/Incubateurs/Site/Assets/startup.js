import { ask, picture } from './api.js'
import { el } from './dom.js'
import { date, language, text } from './texts.js'

/** The page of one startup: facts, timeline, hand-over, reputation, and two of the doors of trust. */
export async function startup(main, id) {
  const t = text()
  const address = `/v1/startups/${encodeURIComponent(id)}`
  const [one, vocabulary, reviews] = await Promise.all([ask(address), ask('/v1/phases'), ask(`${address}/reviews?limit=20`)])
  const name = code => vocabulary.items.find(phase => phase.code === code)?.label[language()] ?? code
  const web = link => link && el('a', { href: link, rel: 'noopener noreferrer' }, link)
  const rows = [
    [t.status, t[one.status]], [t.phase, one.phase && `${name(one.phase.code)} ${t.since} ${date(one.phase.since)}`],
    [t.days, one.incubation.days !== undefined && t.day(one.incubation.days)],
    [t.incubators, one.incubators.map(incubator => incubator.name).join(', ')], [t.sponsors, one.sponsors.map(sponsor => sponsor.name).join(', ')],
    [t.host, one.host?.name], [t.link, web(one.link)], [t.repository, web(one.repository)], [t.contact, one.contact],
  ].filter(([, value]) => value)

  main.replaceChildren(
    el('p', {}, el('a', { href: '/', 'data-link': true }, t.back)),
    el('h1', {}, one.name), el('p', { class: 'lead' }, one.pitch ?? ''),
    el('h2', {}, t.timeline), el('img', { class: 'picture', alt: t.timelineAlt, src: await picture(`${address}/timeline.svg`) }),
    el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t.phases }, el('table', {},
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, t.phase), el('th', { scope: 'col' }, t.start))),
      el('tbody', {}, ...one.phases.map(phase => el('tr', {}, el('td', {}, name(phase.phase)), el('td', {}, date(phase.startsOn) + (phase.planned ? ` (${t.planned})` : ''))))))),
    el('h2', {}, t.facts), el('dl', {}, ...rows.flatMap(([term, value]) => [el('dt', {}, term), el('dd', {}, value)])),
    el('h2', {}, t.handOver), handOver(one, t),
    el('h2', {}, t.reputation),
    el('p', {}, one.reputation.count ? t.mean(one.reputation.mean, one.reputation.count) : t.noReview),
    el('ul', {}, ...reviews.items.map(review => el('li', {}, `${review.rating}/5 · ${date(review.submittedAt.slice(0, 10))} · ${review.hidden ? `${t.hidden} : ${review.reason}` : review.comment ?? ''}`))),
    form(t.send, `${address}/reviews`, t, [
      select(t.rating, 'rating', [5, 4, 3, 2, 1].map(n => [n, n])),
      select(t.relation, 'relation', ['user', 'agent', 'partner'].map(word => [word, t[word]])),
      el('label', {}, t.comment, el('textarea', { name: 'comment', rows: 3, maxlength: 5000 })),
    ], data => ({ rating: Number(data.get('rating')), relation: data.get('relation'), ...(data.get('comment').trim() ? { comment: data.get('comment') } : {}) })),
    el('h2', {}, t.report),
    form(t.send, `${address}/reports`, t, [
      select(t.reason, 'reason', ['unavailable', 'inaccurate', 'inaccessible', 'security', 'abuse', 'other'].map(word => [word, word === 'other' ? t.otherReason : t[word]])),
      el('label', {}, t.message, el('textarea', { name: 'message', rows: 3, maxlength: 5000, required: true })),
    ], data => ({ reason: data.get('reason'), message: data.get('message') })))
  document.title = `${one.name} · Incubateurs`
}

const handOver = (one, t) => one.handOver
  ? el('p', {}, `${t[one.handOver.status]}, ${t.opened} ${date(one.handOver.openedOn)}${one.handOver.effectiveOn ? `, ${t.effective} ${date(one.handOver.effectiveOn)}` : ''}`)
  : el('p', {}, t.noHandOver)

const select = (label, name, options) =>
  el('label', {}, label, el('select', { name }, ...options.map(([value, shown]) => el('option', { value }, String(shown)))))

function form(send, address, t, fields, body) {
  const said = el('p', { role: 'status' })
  return el('form', { class: 'voice', onsubmit: async event => {
    event.preventDefault()
    try {
      await ask(address, body(new FormData(event.target)))
      event.target.reset()
      said.textContent = t.sent
    } catch (error) {
      said.textContent = t.problem + error.message
    }
  } }, ...fields, el('p', {}, el('button', {}, send)), said)
}
