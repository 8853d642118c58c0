import { el, inner } from './dom.js'
import { date, month, text } from './texts.js'

/** A startup of the list. */
export const row = (startup, phaseName) => {
  const t = text()
  const late = startup.status === 'incubating' && startup.incubation?.verdict === 'overThreeYears'
  return el('li', {},
    el('h3', {}, inner(`./?startup=${encodeURIComponent(startup.id)}`, {}, startup.name ?? startup.id)),
    startup.pitch && el('p', {}, startup.pitch),
    el('p', { class: 'meta' },
      badge(startup, phaseName),
      startup.phase && el('span', { title: date(startup.phase.since) }, t.since(month(startup.phase.since))),
      late && el('span', { class: 'late' }, t.overThreeYears),
      startup.incubators?.length > 0 && el('span', {}, startup.incubators.map(incubator => incubator.name).join(', '))))
}

/** Where a startup stands, in the colour that the pictures give to its phase. */
export const badge = (startup, phaseName) => startup.phase
  ? el('span', { class: `badge ${startup.phase.code}` }, phaseName(startup.phase.code))
  : el('span', { class: 'badge' }, startup.planned ? text().plannedFor(phaseName(startup.planned.code), date(startup.planned.startsOn)) : text().statuses.planned)
