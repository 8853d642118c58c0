import { ask, phaseNames, picture } from './api.js'
import { bars, el, inner, table } from './dom.js'
import { duration, number, text } from './texts.js'

const incubation = ['investigation', 'construction', 'acceleration', 'consolidation']
const exits = ['transfere', 'opere', 'abandon', 'abandon-investigation']

/** What an incubator answers for: the stock, the flow, and why. Each part is shown when it is there, and says so when it cannot be. */
export function overview() {
  const t = text()
  const part = (id, heading, ...children) => el('section', { 'aria-labelledby': id }, el('h2', { id }, heading), ...children)
  const stock = part('stock', t.stock)
  const flow = part('flow', t.flow)
  const durations = el('details', {}, el('summary', {}, t.durations))
  const more = el('div', { class: 'folds' }, durations)
  fill([stock, more], () => showStock(stock, more, t))
  fill([flow], () => showFlow(flow, t))
  durations.addEventListener('toggle', () => fill([durations], async () => durations.append(figure(await picture('v1/flow/durations.svg')))), { once: true })
  return el('div', {},
    el('div', { class: 'wrap figures' }, stock, flow),
    el('div', { class: 'wrap' }, more),
    el('div', { class: 'doctrine' }, el('div', { class: 'wrap' },
      part('doctrine', t.doctrine, el('ul', {}, t.principles.map(([title, said]) => el('li', {}, el('h3', {}, title), el('p', {}, said))))))))
}

async function fill([place], show) {
  try {
    await show()
  } catch (error) {
    place.append(el('p', { class: 'problem' }, error.message))
  }
}

async function showStock(place, more, t) {
  const [stock, phase] = await Promise.all([ask('v1/flow/stock'), phaseNames()])
  const { age } = stock
  place.append(
    el('p', { class: 'big' }, el('strong', {}, number(stock.total)), ' ', t.incubating(stock.total)),
    bars(incubation.map(code => ({ name: phase(code), count: stock.byPhase[code] ?? 0, class: code, href: `./?phase=${code}` }))),
    el('h3', {}, t.age),
    bars([
      { name: t.underOneYear, count: age.underOneYear },
      { name: t.oneToThreeYears, count: age.oneToThreeYears, class: 'within' },
      { name: t.overThreeYears, count: age.overThreeYears, href: './?overdue=true' },
    ]),
    age.medianDays !== undefined && el('p', { class: 'note' }, t.median(duration(age.medianDays))),
    el('p', { class: 'note' }, el('a', { href: stock.definition }, t.definition)))
  more.append(
    el('details', {}, el('summary', {}, t.byIncubator), table(t.byIncubator,
      [[t.names.incubator], [t.columns.total, true], [t.columns.incubating, true], [t.columns.handedOver, true], [t.columns.stopped, true], [t.columns.inconclusive, true], [t.columns.toHandOver]],
      stock.byIncubator.map(one => [
        inner(`./?${new URLSearchParams({ incubator: one.id })}`, {}, one.name), number(one.total), number(one.incubating), number(one.handedOverOrOperated),
        number(one.stopped), number(one.inconclusive), one.medianDaysToHandOver === undefined ? '–' : duration(one.medianDaysToHandOver),
      ]))),
    el('details', {}, el('summary', {}, t.oldest), table(t.oldest,
      [[t.startup], [t.names.phase], [t.columns.duration]],
      stock.oldest.map(one => [inner(`./?startup=${encodeURIComponent(one.id)}`, {}, one.name), phase(one.phase), duration(one.days)]))))
}

async function showFlow(place, t) {
  const [drawn, flow, phase] = await Promise.all([picture('v1/flow.svg'), ask('v1/flow'), phaseNames()])
  const { littlesLaw } = flow
  place.append(
    figure(drawn),
    el('p', { class: 'note' }, t.flowNote, littlesLaw?.years !== undefined && ` ${t.littlesLaw(number(littlesLaw.exitsPerYear, 1), number(littlesLaw.years, 1))}`),
    el('details', {}, el('summary', {}, t.flowTable), table(t.flowTable,
      [[t.columns.year], [t.columns.entries, true], ...exits.map(code => [phase(code), true]), [t.columns.stock, true]],
      flow.items.map(item => [item.start.slice(0, 4), number(item.entries), ...exits.map(code => number(item.exits[code] ?? 0)), number(item.stock)]))))
}

/** A picture; its letters grow where the screen is narrow. */
export const figure = drawn => el('figure', { class: 'picture' }, el('img', { src: drawn.source, alt: drawn.description }))
