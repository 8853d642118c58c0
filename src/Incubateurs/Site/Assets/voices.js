import { ask } from './api.js'
import { bars, el } from './dom.js'
import { choice, field, form } from './forms.js'
import { date, number, text } from './texts.js'

/** What users say: the mean, the spread, each review, and the form. */
export function reputation(one, address, t) {
  const place = el('div')
  const show = ({ reputation }) => place.replaceChildren(...(reputation?.count ? [
    el('p', { class: 'big' }, el('strong', {}, number(reputation.mean, 1)), ' ', t.outOfFive(reputation.count)),
    bars(reputation.distribution.toReversed().map(({ rating, count }) => ({ name: t.stars(rating), count }))),
  ] : [el('p', {}, t.noReview)]))
  show(one)
  const list = feed(`${address}/reviews?limit=20`, t, review => [
    el('p', { class: 'meta' }, [t.stars(review.rating), t.relations[review.relation], date(review.submittedAt)].join(' · ')),
    review.hidden ? el('p', { class: 'moderated' }, t.hidden(review.reason)) : review.comment && el('p', {}, review.comment),
  ])
  return [place, list.root, el('details', {}, el('summary', {}, t.review), el('p', {}, t.reviewHow), form({
    send: t.publish,
    address: `${address}/reviews`,
    fields: [
      ratings(t),
      field(t.relation, choice('relation', Object.entries(t.relations))),
      field(t.comment, el('textarea', { name: 'comment', rows: 4, maxlength: 5000 }), t.commentHint),
    ],
    body: data => ({ rating: Number(data.get('rating')), relation: data.get('relation'), ...(data.get('comment').trim() && { comment: data.get('comment').trim() }) }),
    done: () => {
      list.again()
      ask(address).then(show)
      return text().sent
    },
  }))]
}

/** What is wrong, said by anyone. Reports on security are for agents alone, who sign in elsewhere. */
export function reports(one, address, t) {
  const count = el('p')
  const show = ({ reputation }) => { count.textContent = t.openReports(reputation?.openReports ?? 0) }
  show(one)
  const list = feed(`${address}/reports?limit=20`, t, report => [
    el('p', { class: 'meta' }, [t.reasons[report.reason], t.reportStatuses[report.status], date(report.submittedAt)].join(' · ')),
    report.hidden ? el('p', { class: 'moderated' }, t.hidden(report.moderationReason)) : report.message && el('p', {}, report.message),
    report.resolutionReason && el('p', { class: 'moderated' }, report.resolutionReason),
  ])
  return [count, list.root, el('details', {}, el('summary', {}, t.report), el('p', {}, t.reportHow), form({
    send: t.publish,
    address: `${address}/reports`,
    fields: [
      field(t.reason, choice('reason', Object.entries(t.reasons))),
      field(t.message, el('textarea', { name: 'message', rows: 4, maxlength: 5000 })),
    ],
    body: data => ({ reason: data.get('reason'), message: data.get('message').trim() }),
    done: () => {
      list.again()
      ask(address).then(show)
      return text().sent
    },
  }))]
}

const ratings = t => el('fieldset', {}, el('legend', {}, t.rating), el('div', { class: 'ratings' }, [1, 2, 3, 4, 5].map(rating =>
  el('label', {}, el('input', { type: 'radio', name: 'rating', value: rating, required: true, checked: rating === 5 }), el('span', {}, String(rating))))), el('small', {}, t.ratingHint))

/** A list that continues on demand, and is read again when something was added. */
function feed(address, t, item) {
  const rows = el('ul', { class: 'feed' })
  const more = el('button', { type: 'button', hidden: true }, t.more)
  let next
  const read = async from => {
    const page = await ask(from)
    rows.append(...page.items.map(one => el('li', {}, item(one))))
    next = page.next
    more.hidden = !next
    rows.hidden = rows.childElementCount === 0
  }
  more.addEventListener('click', () => read(next))
  const again = () => {
    rows.replaceChildren()
    return read(address)
  }
  again()
  return { root: el('div', {}, rows, more), again }
}
