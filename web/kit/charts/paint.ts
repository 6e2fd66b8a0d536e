/** The light colours whatever the page shows, and any colour as one that every program reads. */

/** The light value of each token, as the style sheet has it. */
function lightTokens(): Map<string, string> {
  const tokens = new Map<string, string>()
  for (const sheet of document.styleSheets) collect(sheet.cssRules, tokens)
  return tokens
}

function collect(rules: CSSRuleList, tokens: Map<string, string>): void {
  for (const rule of rules) {
    if (rule instanceof CSSLayerBlockRule) collect(rule.cssRules, tokens)
    else if (rule instanceof CSSStyleRule && rule.selectorText.startsWith(':root') && !rule.selectorText.includes('data-mode')) {
      for (const name of rule.style) if (name.startsWith('--color-')) tokens.set(name, rule.style.getPropertyValue(name))
    }
  }
}

/** An element beside the page in which everything is in light colours; give it back with `remove()`. */
export function lightGround(): HTMLElement {
  const ground = document.createElement('div')
  ground.ariaHidden = 'true'
  Object.assign(ground.style, { position: 'fixed', left: '-100000px', top: '0', colorScheme: 'light' })
  for (const [name, value] of lightTokens()) ground.style.setProperty(name, value)
  document.body.append(ground)
  return ground
}

export type Paint = { colour: string; opacity: number }

/** `oklab(…)` and other ways to say a colour as `#rrggbb` and an opacity; null for none. */
export function painter(): (value: string) => Paint | null {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const known = new Map<string, Paint | null>()
  const read = (value: string): Paint | null => {
    if (value === 'none' || value === 'transparent' || pen === null) return null
    pen.clearRect(0, 0, 1, 1)
    pen.fillStyle = value
    pen.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data
    const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')
    return alpha === 0 ? null : { colour: `#${hex}`, opacity: Math.round((alpha / 255) * 100) / 100 }
  }
  return (value) => {
    if (!known.has(value)) known.set(value, read(value))
    return known.get(value) ?? null
  }
}
