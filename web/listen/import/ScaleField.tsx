import { classes } from '../../kit/classes.ts'
import { controlClasses } from '../../kit/Field.tsx'

/** The ends of a scale as one writes them: "1–7", "-3 to 3". */
export function ScaleField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const wrong = readScale(value) === null
  return (
    <span className="w-20 shrink-0">
      <input
        aria-label={label}
        aria-invalid={wrong}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={classes(controlClasses, 'h-8 px-2! pointer-coarse:h-11', wrong && 'border-below!')}
      />
    </span>
  )
}

export function readScale(text: string): { min: number; max: number } | null {
  const found = /^\s*(-?\d{1,3})\s*(?:-|–|—|~|至|to|\.\.)\s*(-?\d{1,3})\s*$/.exec(text)
  if (!found) return null
  const [min, max] = [Number(found[1]), Number(found[2])]
  return max > min && max - min <= 10 ? { min, max } : null
}
