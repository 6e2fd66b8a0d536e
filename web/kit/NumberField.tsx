import { NumberField as Base } from '@base-ui/react/number-field'
import { Minus, Plus } from 'lucide-react'
import { classes } from './classes.ts'
import { controlClasses, controlHeight, Field, type FieldProps } from './Field.tsx'
import { tagOf, useLanguage, type Words } from './language.tsx'

export type NumberFieldProps = FieldProps & {
  /** Null while nothing is entered. */
  value: number | null
  onValueChange: (value: number | null) => void
  min?: number
  max?: number
  step?: number
  /** Stands behind the field: "points", "seconds". */
  unit?: Words
}

const stepper =
  'flex w-8 pointer-coarse:w-11 items-center justify-center text-mute hover:text-ink data-disabled:opacity-40'

export function NumberField({ value, onValueChange, min, max, step = 1, unit, ...field }: NumberFieldProps) {
  const { say, language } = useLanguage()
  return (
    <Field {...field}>
      <div className="flex items-center gap-2">
        <Base.Root
          value={value}
          onValueChange={onValueChange}
          step={step}
          locale={tagOf(language)}
          {...{ min, max }}
          className="w-36"
        >
          <Base.Group
            className={classes(
              controlClasses,
              controlHeight,
              'flex overflow-hidden p-0! has-focus-visible:outline-2 has-focus-visible:-outline-offset-1 has-focus-visible:outline-accent',
            )}
          >
            <Base.Decrement className={stepper} aria-label={say({ en: 'Less', zh: '减少' })}>
              <Minus size={14} aria-hidden />
            </Base.Decrement>
            <Base.Input className="w-full min-w-0 bg-transparent text-center outline-none" />
            <Base.Increment className={stepper} aria-label={say({ en: 'More', zh: '增加' })}>
              <Plus size={14} aria-hidden />
            </Base.Increment>
          </Base.Group>
        </Base.Root>
        {unit && <span className="text-mute">{say(unit)}</span>}
      </div>
    </Field>
  )
}
