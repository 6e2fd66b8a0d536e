/** A picture that leaves the page: one SVG with its title, legend and source, that needs no style sheet and no font file. */
import { widthOf, wrapped } from '@gap5/contract/charts/wrapped.ts'
import { lightGround, painter } from './paint.ts'

export type Portrait = {
  /** The picture as it is drawn on the page. */
  picture: SVGSVGElement
  title: string
  description: string
  note: string
  /** Study, n, what it is narrowed to, "simulated". */
  source: string
  legend: readonly { mark: SVGSVGElement | null; label: string }[]
  /** What the numbers in the picture stand for. */
  key: readonly string[]
  lang: string
}

export type Drawing = { svg: string; width: number; height: number }

const name = 'http://www.w3.org/2000/svg'
const margin = 20
/** Text whose colour is not a token's is drawn as on the page. */
const [ink, mute] = ['#1c1f23', '#636a74']

/** The whole picture as text of an SVG file, in light colours on white. */
export function drawn(portrait: Portrait): Drawing {
  const inner = Number(portrait.picture.getAttribute('width'))
  const width = inner + 2 * margin
  const sheet = new Sheet(inner)
  sheet.text(portrait.title, { size: 16, weight: 650, fill: ink })
  if (portrait.description !== portrait.title) sheet.text(portrait.description, { size: 13, fill: mute })
  sheet.gap(8)
  sheet.picture(portrait.picture)
  sheet.row(portrait.legend)
  for (const line of portrait.key) sheet.text(line, { size: 12, fill: mute })
  sheet.gap(portrait.note ? 6 : 0)
  sheet.text(portrait.note, { size: 13, fill: mute })
  sheet.gap(10)
  sheet.text(portrait.source, { size: 11, fill: mute })
  const height = Math.ceil(sheet.bottom + margin)
  return { svg: fileOf(sheet.parts, { width, height, title: portrait.title, lang: portrait.lang }), width, height }
}

type Look = { size: number; fill: string; weight?: number }

/** Parts one below the other. */
class Sheet {
  readonly parts: SVGElement[] = []
  readonly width: number
  bottom = margin

  constructor(width: number) {
    this.width = width
  }

  gap(height: number): void {
    this.bottom += height
  }

  text(words: string, { size, fill, weight = 400 }: Look): void {
    for (const line of words === '' ? [] : wrapped(words, this.width, size, 6)) {
      this.bottom += size * 1.4
      this.add(text(line, margin, this.bottom - size * 0.35, { size, fill, weight }))
    }
  }

  picture(picture: SVGSVGElement): void {
    const copy = resolved(picture)
    place(copy, margin, this.bottom)
    this.add(copy)
    this.bottom += Number(picture.getAttribute('height'))
  }

  /** Marks and what they mean, as many beside each other as there is room for. */
  row(entries: Portrait['legend']): void {
    let left = margin
    if (entries.length > 0) this.bottom += 24
    for (const { mark, label } of entries) {
      const wide = 28 + widthOf(label, 12) + 20
      if (left > margin && left + wide - 20 > margin + this.width) {
        left = margin
        this.bottom += 20
      }
      if (mark) {
        const copy = resolved(mark)
        place(copy, left, this.bottom - 14)
        this.add(copy)
      }
      this.add(text(label, left + 28, this.bottom - 4, { size: 12, fill: mute }))
      left += wide
    }
  }

  private add(part: SVGElement): void {
    this.parts.push(part)
  }
}

function fileOf(parts: readonly SVGElement[], { width, height, title, lang }: { width: number; height: number; title: string; lang: string }): string {
  const root = element('svg', { width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': fonts(lang), lang, role: 'img' })
  const titled = element('title', {})
  titled.textContent = title
  root.append(titled, element('rect', { width, height, fill: '#ffffff' }), ...parts)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`
}

/** Families that one of the common systems has, Chinese before Latin where the words are Chinese. */
function fonts(lang: string): string {
  const chinese = 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC'
  const latin = 'Segoe UI, Helvetica Neue, Arial, Noto Sans'
  return lang.startsWith('zh') ? `${chinese}, ${latin}, sans-serif` : `${latin}, ${chinese}, sans-serif`
}

/** Measures and paints that a program without the style sheet needs said on the element itself. */
const said = ['stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'font-size', 'font-weight', 'text-anchor', 'opacity', 'visibility'] as const
const usual: Record<(typeof said)[number], string> = {
  'stroke-width': '1px', 'stroke-dasharray': 'none', 'stroke-linecap': 'butt', 'stroke-linejoin': 'miter', 'font-size': '',
  'font-weight': '400', 'text-anchor': 'start', opacity: '1', visibility: 'visible',
}

/** A copy with every colour and measure written on it, in light colours, and nothing of the page left. */
function resolved(picture: SVGSVGElement): SVGSVGElement {
  const ground = lightGround()
  try {
    const shown = picture.cloneNode(true) as SVGSVGElement
    ground.append(shown)
    const copy = shown.cloneNode(true) as SVGSVGElement
    const paint = painter()
    const [from, to] = [[shown, ...shown.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]]
    from.forEach((each, at) => dress(to[at]!, getComputedStyle(each), paint))
    for (const hidden of copy.querySelectorAll('[display="none"]')) hidden.remove()
    return copy
  } finally {
    ground.remove()
  }
}

function dress(element: Element, style: CSSStyleDeclaration, paint: ReturnType<typeof painter>): void {
  const isGroup = element.tagName === 'g' || element.tagName === 'svg'
  if (style.display === 'none') element.setAttribute('display', 'none')
  for (const attribute of element.getAttributeNames()) if (isOfThePage(attribute)) element.removeAttribute(attribute)
  if (isGroup) return write(element, 'opacity', style.opacity, '1')
  for (const part of ['fill', 'stroke'] as const) {
    const colour = style.getPropertyValue(part)
    if (colour.startsWith('url(')) continue
    const found = paint(colour)
    const opacity = Math.round((found?.opacity ?? 1) * Number(style.getPropertyValue(`${part}-opacity`)) * 100) / 100
    write(element, part, found?.colour ?? 'none', part === 'stroke' ? 'none' : '')
    write(element, `${part}-opacity`, String(found ? opacity : 1), '1')
  }
  const isText = element.tagName === 'text' || element.tagName === 'tspan'
  for (const part of said) {
    if (!isText && (part.startsWith('font') || part === 'text-anchor')) continue
    write(element, part, style.getPropertyValue(part), usual[part])
  }
}

function write(element: Element, attribute: string, value: string, otherwise: string): void {
  if (value === otherwise) element.removeAttribute(attribute)
  else element.setAttribute(attribute, value)
}

function isOfThePage(attribute: string): boolean {
  return /^(?:class|style|id|role|tabindex|aria-.*|data-.*)$/.test(attribute)
}

function place(svg: SVGSVGElement, x: number, y: number): void {
  svg.setAttribute('x', String(x))
  svg.setAttribute('y', String(y))
  svg.setAttribute('overflow', 'visible')
}

function text(words: string, x: number, y: number, { size, fill, weight = 400 }: Look): SVGElement {
  const line = element('text', { x, y: Math.round(y * 10) / 10, 'font-size': size, fill, ...(weight === 400 ? {} : { 'font-weight': weight }) })
  line.textContent = words
  return line
}

function element(tag: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS(name, tag)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value))
  return made
}

/** The picture in pixels, two to each of the page's, as a PNG. */
export async function pixels({ svg, width, height }: Drawing, scale = 2): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), { width: width * scale, height: height * scale })
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'))
  } finally {
    URL.revokeObjectURL(address)
  }
}
