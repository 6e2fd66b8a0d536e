import { Check } from 'lucide-react'
import { classes } from './classes.ts'
import { useLanguage, type Words } from './language.tsx'

export type Step<Key extends string> = { key: Key; label: Words }

/** Where you are in a task of several steps; earlier steps can be gone back to. The page shows the step's content. */
export function Steps<Key extends string>({
  label,
  steps,
  current,
  onChange,
}: {
  label: Words
  steps: readonly Step<Key>[]
  current: Key
  onChange: (key: Key) => void
}) {
  const { say } = useLanguage()
  const here = steps.findIndex((step) => step.key === current)
  return (
    <nav aria-label={say(label)} className="mb-4">
      <p className="text-mute sm:hidden">
        {say({ en: `Step ${here + 1} of ${steps.length}: `, zh: `第 ${here + 1} 步，共 ${steps.length} 步：` })}
        <b className="font-semibold text-ink">{say(steps[here]?.label ?? '')}</b>
      </p>
      <ol className="hidden flex-wrap items-center gap-x-2 gap-y-1 sm:flex">
        {steps.map((step, place) => (
          <li key={step.key} className="flex items-center gap-2">
            {place > 0 && <span className="h-px w-6 bg-edge/50" aria-hidden />}
            <button
              type="button"
              aria-current={place === here ? 'step' : undefined}
              disabled={place > here}
              onClick={() => onChange(step.key)}
              className={classes(
                'flex items-center gap-2 rounded-md px-1.5 py-1',
                place === here ? 'font-semibold text-ink' : place < here ? 'text-body hover:text-ink' : 'text-mute',
              )}
            >
              <span
                className={classes(
                  'flex size-6 items-center justify-center rounded-full border text-xs font-semibold',
                  place === here && 'border-accent bg-accent text-on-accent',
                  place < here && 'border-accent text-accent',
                  place > here && 'border-edge text-mute',
                )}
              >
                {place < here ? (
                  <Check size={13} strokeWidth={3} aria-label={say({ en: 'Done', zh: '已完成' })} />
                ) : (
                  place + 1
                )}
              </span>
              {say(step.label)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
