/** What a chart on the page says in words, read from the page itself. */
import type { Portrait } from './portrait.ts'

export function legendIn(figure: HTMLElement): Pick<Portrait, 'legend' | 'key'> {
  const textOf = (element: Element) => (element.textContent ?? '').trim()
  return {
    legend: [...figure.querySelectorAll('[data-legend] > li')].map((entry) => ({
      mark: (entry.querySelector('svg')?.cloneNode(true) ?? null) as SVGSVGElement | null,
      label: textOf(entry),
    })),
    key: [...figure.querySelectorAll('[data-key] > li')].map(textOf),
  }
}

/** The cells of the table, row by row, without its headings. */
export function textsIn(figure: HTMLElement): string[][] {
  return [...figure.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => (cell.textContent ?? '').trim()))
}
