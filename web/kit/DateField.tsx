import { Field as Base } from '@base-ui/react/field'
import { classes } from './classes.ts'
import { controlClasses, controlHeight, Field, type FieldProps } from './Field.tsx'

export type DateFieldProps = FieldProps & {
  /** A calendar date `yyyy-mm-dd`, or with `withTime` a local time `yyyy-mm-ddThh:mm`; '' while nothing is entered. */
  value: string
  onValueChange: (value: string) => void
  min?: string
  max?: string
  withTime?: boolean
}

/** The browser's own date control: it knows the user's calendar, language and keyboard. */
export function DateField({ value, onValueChange, min, max, withTime = false, ...field }: DateFieldProps) {
  return (
    <Field {...field}>
      <Base.Control
        value={value}
        onValueChange={onValueChange}
        type={withTime ? 'datetime-local' : 'date'}
        className={classes(controlClasses, controlHeight, withTime ? 'max-w-60' : 'max-w-44')}
        {...{ min, max }}
      />
    </Field>
  )
}
