import { ask, phaseNames, picture } from './api.js'
import { el, inner, outer, table } from './dom.js'
import { handOver } from './handover.js'
import { markdown } from './markdown.js'
import { figure } from './overview.js'
import { badge } from './row.js'
import { date, duration, text } from './texts.js'
import { reports, reputation } from './voices.js'

/** The view of one startup: what it is, its life, its hand-over and what is said of it. */
export async function startup(id) {
  const one = await ask(`v1/startups/${encodeURIComponent(id)}`)

  // A former id was followed; the address is that of today.
  if (one.id !== id) history.replaceState(null, '', `./?startup=${encodeURIComponent(one.id)}`)
  const address = `v1/startups/${encodeURIComponent(one.id)}`
  const t = text()
  const [phase, timeline, committees, benefits, transfer] = await Promise.all([
    phaseNames(), picture(`${address}/timeline.svg`), ask(`${address}/committees`), ask(`${address}/benefits`),
    one.handOver && ask(`v1/hand-overs/${one.handOver.id}`),
  ])
  const part = (name, heading, ...children) => el('section', { 'aria-labelledby': name }, el('h2', { id: name }, heading), ...children)
  return {
    title: `${one.name} · Incubateurs`,
    root: el('article', {},
      el('div', { class: 'hero' }, el('div', { class: 'wrap' },
        el('p', { class: 'up' }, inner('./', {}, el('span', { 'aria-hidden': 'true' }, '← '), t.allStartups)),
        el('h1', { tabindex: '-1' }, one.name),
        one.pitch && el('p', { class: 'lead' }, one.pitch),
        el('p', { class: 'meta' }, badge(one, phase), one.phase && el('span', {}, t.since(date(one.phase.since)))),
        one.withdrawn && el('p', { class: 'meta', id: 'withdrawn' }, el('strong', {}, t.withdrawn(date(one.withdrawn.at))), one.withdrawn.reason && el('span', {}, one.withdrawn.reason)))),
      el('div', { class: 'wrap columns' },
        el('aside', { 'aria-labelledby': 'facts' }, el('h2', { id: 'facts' }, t.facts), facts(one, phase, t), el('p', { class: 'exports' }, el('a', { href: address }, t.json))),
        el('div', {},
          part('timeline', t.timeline, figure(timeline), phases(one, phase, t), events(one, committees.items, t)),
          benefits.total > 0 && part('benefits', t.benefits, el('ul', { class: 'feed' }, benefits.items.map(benefit => el('li', {},
            el('p', {}, benefit.statement),
            el('p', { class: 'meta' }, [date(benefit.observedOn), benefit.audience, benefit.volunteers && t.volunteers(benefit.volunteers)].filter(Boolean).join(' · ')))))),
          one.description && part('description', t.description, el('div', { class: 'prose', lang: 'fr' }, markdown(one.description))),
          part('hand-over', t.handOver, handOver(one, transfer, t)),
          part('reputation', t.reputation, reputation(one, address, t)),
          part('reports', t.reports, reports(one, address, t))))),
  }
}

function facts(one, phase, t) {
  const { incubation } = one
  const list = (items, name) => items.length > 0 && el('ul', {}, items.map(item => el('li', {}, inner(`./?${new URLSearchParams({ [name]: item.id ?? item })}`, {}, item.name ?? item, item.acronym && ` (${item.acronym})`))))
  const rows = [
    [t.names.status, t.statuses[one.status]],
    [t.planned, one.planned && badge({ planned: one.planned }, phase)],
    [t.entered, incubation.startedOn && date(incubation.startedOn)],
    [t.exited, incubation.endedOn && date(incubation.endedOn)],
    [t.columns.duration, incubation.days !== undefined && [duration(incubation.days), el('small', {}, t.verdicts[incubation.verdict])]],
    [t.names.host, one.host && inner(`./?${new URLSearchParams({ host: one.host.id })}`, {}, one.host.name)],
    [t.names.incubator, list(one.incubators, 'incubator')],
    [t.names.sponsor, list(one.sponsors, 'sponsor')],
    [t.link, one.link && outer(one.link)],
    [t.repository, one.repository && outer(one.repository)],
    [t.contact, one.contact && (/^[^\s@]+@[^\s@]+$/.test(one.contact) ? el('a', { href: `mailto:${one.contact}` }, one.contact) : one.contact)],
    [t.published, published(one, t)],
    [t.accessibility, t.accessibilities[one.accessibility]],
    [t.nationalImpact, one.nationalImpactOn && date(one.nationalImpactOn)],
    [t.names.theme, list(one.themes, 'theme')],
    [t.names.audience, list(one.audiences, 'audience')],
    [t.names.technology, list(one.technologies, 'technology')],
    [t.source, one.source && (one.source.url ? outer(one.source.url, one.source.name) : one.source.name)],
    [t.modified, date(one.modifiedAt)],
    [t.follow, el('a', { href: `v1/changes.atom?${new URLSearchParams({ startup: one.id })}` }, t.followInAtom(one.name))],
  ].filter(([, value]) => value)
  return el('dl', {}, rows.map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value))))
}

function published(one, t) {
  const pages = [[t.stats, one.statsUrl], [t.budget, one.budgetUrl], [t.impact, one.impactUrl], [t.dashlord, one.dashlordUrl], [t.risks, one.riskAnalysis?.url]].filter(([, address]) => address)
  if (one.riskAnalysis?.done && !one.riskAnalysis.url) pages.push([t.risksDone])
  return pages.length > 0 && el('ul', {}, pages.map(([name, address]) => el('li', {}, address ? outer(address, name) : name)))
}

const phases = (one, phase, t) => one.phases.length > 0 && el('details', {}, el('summary', {}, t.phases), table(t.phases,
  [[t.names.phase], [t.columns.from], [t.columns.to]],
  one.phases.map(spell => [phase(spell.phase), date(spell.startsOn) + (spell.planned ? ` (${t.statuses.planned})` : ''), spell.endsOn ? date(spell.endsOn) : '–'])))

function events(one, committees, t) {
  const all = [
    ...one.events.map(event => ({ on: event.on, name: t.events[event.name] ?? event.name, comment: event.comment })),
    ...committees.map(committee => ({ on: committee.heldOn, name: t.events.committee, comment: t.decisions[committee.decision] })),
  ].sort((a, b) => b.on.localeCompare(a.on))
  return all.length > 0 && el('details', {}, el('summary', {}, t.milestones), table(t.milestones,
    [[t.columns.on], [t.columns.event], [t.columns.comment]],
    all.map(event => [date(event.on), event.name, event.comment ?? '–'])))
}
