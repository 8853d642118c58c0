/** Makes an element. Texts are text and never markup; `vars` are custom properties, which the policy allows where style attributes are not. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    if (key === 'vars') for (const [property, amount] of Object.entries(value)) element.style.setProperty(property, amount)
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value)
    else element.setAttribute(key, value === true ? '' : value)
  }
  element.append(...children.flat().filter(child => child !== undefined && child !== null && child !== false && child !== ''))
  return element
}

/** A link that stays on the page: app.js follows it without loading anew. */
export const inner = (href, attributes, ...children) => el('a', { href, 'data-link': true, ...attributes }, ...children)

/** A link to elsewhere, or plain text where the address is none that a browser may open. */
export const outer = (address, shown = address) =>
  /^https?:\/\//i.test(address) ? el('a', { href: address, rel: 'noopener noreferrer', translate: 'no' }, shown) : el('span', {}, shown)

/** A table that scrolls by itself, also by keyboard, where the screen is narrow. */
export const table = (caption, heads, rows) =>
  el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el('table', {},
      el('caption', { class: 'hidden' }, caption),
      el('thead', {}, el('tr', {}, heads.map(([head, number]) => el('th', { scope: 'col', class: number && 'number' }, head)))),
      el('tbody', {}, rows.map(row => el('tr', {}, row.map((cell, i) =>
        i === 0 ? el('th', { scope: 'row' }, cell) : el('td', { class: heads[i][1] && 'number' }, cell)))))))

/** Bars beside their names and numbers. */
export const bars = items => {
  const most = Math.max(1, ...items.map(item => item.count))
  return el('ul', { class: 'bars' }, items.map(item => el('li', {},
    el('span', { class: 'name' }, item.href ? inner(item.href, {}, item.name) : item.name),
    el('span', { class: `bar ${item.class ?? ''}`, vars: { '--share': item.count / most } }),
    el('span', { class: 'number' }, item.shown ?? String(item.count)))))
}
