import { useLanguage } from '../language.tsx'

/** A distribution in the space of a word, for tables and small multiples; its name tells the counts. */
export function Histogram({
  counts,
  min,
  width = 90,
  height = 26,
}: {
  counts: readonly number[]
  min: number
  width?: number
  height?: number
}) {
  const { say, figure } = useLanguage()
  const most = Math.max(...counts, 1)
  const step = width / counts.length
  const name = counts.map((count, place) => `${min + place}: ${figure(count)}`).join(say({ en: ', ', zh: '，' }))
  return (
    // A drawing is an image without an <img>.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <svg width={width} height={height} role="img" aria-label={name} className="inline-block align-middle">
      <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} className="stroke-line" />
      {counts.map((count, place) => {
        const tall = (count / most) * (height - 2)
        // A point of the scale has no identity but its place.
        // oxlint-disable-next-line react/no-array-index-key
        return (
          <rect
            key={place}
            x={place * step + 0.75}
            y={height - 1 - tall}
            width={Math.max(step - 1.5, 1)}
            height={tall}
            rx={1}
            className="fill-inside-tint"
          />
        )
      })}
    </svg>
  )
}
