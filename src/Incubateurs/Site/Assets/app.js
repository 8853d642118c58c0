import { list } from './list.js'
import { startup } from './startup.js'
import { el, inner } from './dom.js'
import { choose, language, text } from './texts.js'

const main = document.getElementById('main')
const button = document.getElementById('language')
let turn = 0
let left

/** Shows what the address says. Where one moves, a heading is focused, so that a screen reader says where one is. */
async function show(how) {
  const mine = ++turn
  const id = new URLSearchParams(location.search).get('startup')
  speak()
  let view
  if (id) {
    main.setAttribute('aria-busy', 'true')
    view = await startup(id).catch(refused)
    if (mine !== turn) return
    left = id
  } else {
    view = list()
  }
  main.removeAttribute('aria-busy')
  document.title = view.title
  main.replaceChildren(view.root)
  if (!how) return

  // Back on the list one stands on the startup that one comes from; the browser brings back the place.
  const from = how === 'back' && !id && [...main.querySelectorAll('.startups a')].find(link => link.href.endsWith(`=${encodeURIComponent(left)}`))
  const target = from || main.querySelector('h1')
  if (how === 'forward') scrollTo(0, 0)
  target.focus({ preventScroll: true })
}

/** What stands around the view, in the language that was chosen. */
function speak() {
  const t = text()
  document.documentElement.lang = language()
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t[element.dataset.text]
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', t[element.dataset.label])
  button.textContent = t.otherLanguage
  button.lang = language() === 'fr' ? 'en' : 'fr'
}

function refused(error) {
  const t = text()
  const others = (error.links ?? []).map(link => link.split('/').pop())
  return {
    title: `${t.notShown} · Incubateurs`,
    root: el('div', { class: 'hero' }, el('div', { class: 'wrap' },
      el('h1', { tabindex: '-1' }, t.notShown),
      el('p', { class: 'lead' }, others.length ? t.severalClaim : error.message),
      others.length > 0 && el('ul', {}, others.map(other => el('li', {}, inner(`./?startup=${other}`, {}, decodeURIComponent(other))))),
      el('p', {}, inner('./', {}, t.backToList)))),
  }
}

button.addEventListener('click', () => {
  choose(language() === 'fr' ? 'en' : 'fr')
  show()
})
document.addEventListener('click', event => {
  const link = event.target.closest('a[data-link]')
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  history.pushState(null, '', link.getAttribute('href'))
  show('forward')
})
addEventListener('popstate', () => show('back'))
show()
