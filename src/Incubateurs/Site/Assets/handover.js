import { el } from './dom.js'
import { field, form } from './forms.js'
import { date, language, number, text } from './texts.js'

/** The hand-over of a startup, and the door through which a host applies: a SIRET and a sworn statement, nothing else. */
export function handOver(one, transfer, t) {
  if (!transfer) return el('p', {}, one.status === 'handedOver' && !one.host ? t.noHost : t.noHandOver)
  const done = transfer.adaptations.filter(adaptation => adaptation.status !== 'todo').length
  const rows = [
    [t.names.status, t.handOverStatuses[transfer.status]],
    [t.opened, date(transfer.openedOn)],
    [t.effective, transfer.effectiveOn && date(transfer.effectiveOn)],
    [t.names.host, [transfer.host, ...(transfer.coHosts ?? [])].filter(Boolean).map(host => host.name).join(', ')],
    [t.model, t.models[transfer.model]],
    [t.preferred, transfer.preferredScenario],
    [t.fallback, transfer.fallbackScenario],
    [t.candidacies, number(transfer.candidacies)],
    [t.cost, transfer.cost && t.costs(number(transfer.cost.incubationPerYear), number(transfer.cost.marginalPerYear), number(transfer.cost.ratio * 100))],
    [t.secondments, transfer.secondments.length > 0 && el('ul', {}, transfer.secondments.map(one => el('li', {},
      `${one.function}, ${number(one.fullTimeShare * 100)} %, ${one.to ? t.fromTo(date(one.from), date(one.to)) : t.since(date(one.from))}`)))],
    [t.justification, transfer.justification],
    [t.followUps, transfer.followUps.length > 0 && el('ul', {}, transfer.followUps.map(one => el('li', {}, `${date(one.observedOn)}${t.colon}${t.outcomes[one.outcome]}`, one.note && ` (${one.note})`)))],
  ].filter(([, value]) => value)
  return [
    el('dl', { class: 'wide' }, rows.map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, value)))),
    transfer.findings.length > 0 && el('div', { class: 'findings' }, el('h3', {}, t.findings), el('ul', {}, transfer.findings.map(finding => el('li', {}, finding.detail)))),
    el('details', {}, el('summary', {}, t.adaptations(done, transfer.adaptations.length)), ['startupToHost', 'hostToStartup'].map(direction => [
      el('h3', {}, t.directions[direction]),
      el('ul', { class: 'checks' }, transfer.adaptations.filter(adaptation => adaptation.direction === direction).map(adaptation =>
        el('li', { class: adaptation.status }, adaptation.label[language()], ' ', el('span', { class: 'state' }, t.adaptationStatuses[adaptation.status])))),
    ])),
    ['open', 'hostRetained'].includes(transfer.status) && el('details', {}, el('summary', {}, t.apply), el('p', {}, t.applyHow), candidacy(transfer, t)),
  ]
}

const candidacy = (transfer, t) => form({
  send: t.applySend,
  address: `v1/hand-overs/${transfer.id}/candidacies`,
  fields: [
    field(t.siret, el('input', { name: 'siret', inputmode: 'numeric', autocomplete: 'off', maxlength: 40 }), t.siretHint),
    field(t.sworn, el('input', { type: 'checkbox', name: 'swornStatement' })),
    field(t.contactOptional, el('input', { type: 'email', name: 'contact', autocomplete: 'email', maxlength: 200 }), t.contactHint),
  ],
  body: data => ({ siret: data.get('siret').trim(), swornStatement: data.has('swornStatement'), ...(data.get('contact').trim() && { contact: data.get('contact').trim() }) }),
  done: answer => answer.followUpSecret
    ? [text().applied, ' ', el('code', {}, answer.followUpSecret)]
    : text().appliedBefore,
})
