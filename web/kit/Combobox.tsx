import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronDown } from 'lucide-react'
import { classes } from './classes.ts'
import { controlClasses, controlHeight, Field, type FieldProps } from './Field.tsx'
import { useLanguage, type Words } from './language.tsx'
import { popupClasses, rowClasses } from './popup.ts'
import type { Option } from './Select.tsx'

export type ComboboxProps<Value extends string> = FieldProps & {
  value: Value | null
  onValueChange: (value: Value | null) => void
  options: readonly Option<Value>[]
  placeholder?: Words
  /** Said when nothing matches what is typed. */
  nothing?: Words
}

/** One of a long list, found by typing. */
export function Combobox<Value extends string>({
  value,
  onValueChange,
  options,
  placeholder,
  nothing,
  ...field
}: ComboboxProps<Value>) {
  const { say } = useLanguage()
  const items = options.map((option) => ({ value: option.value, label: say(option.label) }))
  const chosen = items.find((item) => item.value === value) ?? null
  return (
    <Field {...field}>
      <Base.Root items={items} value={chosen} onValueChange={(item) => onValueChange(item?.value ?? null)}>
        <Base.InputGroup className="relative">
          <Base.Input
            className={classes(controlClasses, controlHeight, 'pr-9')}
            placeholder={say(placeholder ?? { en: 'Type to search…', zh: '输入以搜索…' })}
          />
          <Base.Trigger
            className="absolute inset-y-0 right-0 flex w-9 items-center justify-center text-mute"
            aria-label={say({ en: 'Show all', zh: '显示全部' })}
          >
            <ChevronDown size={16} aria-hidden />
          </Base.Trigger>
        </Base.InputGroup>
        <Base.Portal>
          <Base.Positioner sideOffset={4} className="z-50 outline-none">
            <Base.Popup className={classes(popupClasses, 'w-(--anchor-width)')}>
              <Base.Empty>
                <div className="px-2.5 py-2 text-mute">
                  {say(nothing ?? { en: 'Nothing matches.', zh: '没有匹配项。' })}
                </div>
              </Base.Empty>
              <Base.List className="max-h-[min(22rem,var(--available-height))] overflow-y-auto">
                {(item: { value: Value; label: string }) => (
                  <Base.Item key={item.value} value={item} className={classes(rowClasses, 'pr-9')}>
                    {item.label}
                    <Base.ItemIndicator className="absolute right-2.5 text-accent">
                      <Check size={16} aria-hidden />
                    </Base.ItemIndicator>
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Field>
  )
}
