import { el, outer } from './dom.js'

/**
 * The part of Markdown that descriptions are written in: headings, lists, paragraphs, emphasis, links. Everything else,
 * HTML included, stays the text that it is: what strangers wrote never becomes markup.
 */
export function markdown(source) {
  const blocks = source.replaceAll('\r\n', '\n').split(/\n{2,}|\n(?=\s*(?:#{1,6}|[-*+]|\d+[.)])\s)|(?<=^#{1,6}\s.*)\n/m)
  const made = []
  for (const block of blocks) {
    const line = block.trim()
    const heading = /^#{1,6}\s+(.*)$/s.exec(line)
    const item = /^(?:([-*+])|\d+[.)])\s+(.*)$/s.exec(line)
    if (heading) made.push(el('h3', {}, inline(heading[1].replace(/\s*#+$/, ''))))
    else if (item) listOf(made, item[1] ? 'ul' : 'ol').append(el('li', {}, inline(item[2])))
    else if (line) made.push(el('p', {}, inline(line)))
  }
  return made
}

function listOf(made, name) {
  if (made.at(-1)?.localName !== name) made.push(el(name))
  return made.at(-1)
}

const marks = /\*\*(?<strong>[^*]+)\*\*|__(?<strong2>[^_]+)__|(?<![\p{L}\p{N}])[*_](?<em>[^*_\n]+)[*_](?![\p{L}\p{N}])|`(?<code>[^`]+)`|!?\[(?<label>[^\]]*)\]\((?<to>[^\s)]+)[^)]*\)|<?(?<bare>https?:\/\/[^\s<>)]*[^\s<>).,;:!?])>?/gu

function inline(text) {
  const made = []
  let from = 0
  for (const mark of text.matchAll(marks)) {
    const { strong, strong2, em, code, label, to, bare } = mark.groups
    made.push(text.slice(from, mark.index))
    made.push(bare ? outer(bare) : to ? outer(to, label || to) : code ? el('code', {}, code) : el(em ? 'em' : 'strong', {}, em ?? strong ?? strong2))
    from = mark.index + mark[0].length
  }
  return [...made, text.slice(from)]
}
