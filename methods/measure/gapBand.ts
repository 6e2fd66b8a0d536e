import { requireScale, type Scale } from '../columns.ts'

export type GapBand = 'meets' | 'near' | 'concern' | 'serious'

/**
 * A word for a gap (what is less what should be): from 0 on it meets or exceeds, down to −.5 it is near, down to −1 a concern, below serious, on a scale of seven points; on
 * other scales in the same parts of their width. It says nothing about chance: show it beside the interval. The bands are a house rule.
 */
export function gapBand(gap: number, scale: Scale = { min: 1, max: 7 }): GapBand {
  requireScale(scale)
  const onSeven = (6 * gap) / (scale.max - scale.min)
  return onSeven >= 0 ? 'meets' : onSeven >= -0.5 ? 'near' : onSeven >= -1 ? 'concern' : 'serious'
}
