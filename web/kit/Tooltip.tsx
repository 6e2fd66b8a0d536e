import { useId, type ReactElement } from 'react'
import { Tooltip as Base } from '@base-ui/react/tooltip'
import { useLanguage, type Words } from './language.tsx'

/** A short hint on hover and focus. `describes` also reads it to screen readers (not needed where it repeats the name). */
export function Tooltip({
  words,
  describes = false,
  children,
}: {
  words: Words
  describes?: boolean
  children: ReactElement<Record<string, unknown>>
}) {
  const { say } = useLanguage()
  const id = useId()
  return (
    <Base.Root>
      <Base.Trigger render={children} {...(describes ? { 'aria-describedby': id } : {})} closeOnClick={false} />
      {describes && (
        <span id={id} hidden>
          {say(words)}
        </span>
      )}
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className="max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-[0.8125rem] leading-snug text-paper shadow-float transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {say(words)}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
