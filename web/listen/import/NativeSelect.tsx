import { classes } from '../../kit/classes.ts'
import { controlClasses } from '../../kit/Field.tsx'
import { useLanguage, type Words } from '../../kit/language.tsx'

/** The browser's own select, for tables with hundreds of them. */
export function NativeSelect<Value extends string>({ label, value, options, onChange, className }: { label: string; value: Value; options: readonly { value: Value; label: Words }[]; onChange: (value: Value) => void; className?: string }) {
  const { say } = useLanguage()
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value as Value)} className={classes(controlClasses, 'h-8 px-2! pointer-coarse:h-11', className)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {say(option.label)}
        </option>
      ))}
    </select>
  )
}
