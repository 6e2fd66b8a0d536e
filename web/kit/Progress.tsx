import { Progress as Base } from '@base-ui/react/progress'
import { Button } from './Button.tsx'
import { useLanguage, type Words } from './language.tsx'

export type ProgressProps = {
  label: Words
  /** Share in [0, 1]; null while it is unknown. */
  share: number | null
  /** "41,000 of 100,000 rows" */
  detail?: Words
  onCancel?: () => void
}

export function Progress({ label, share, detail, onCancel }: ProgressProps) {
  const { say, percent } = useLanguage()
  return (
    <div className="flex items-center gap-3">
      <Base.Root
        value={share === null ? null : share * 100}
        className="min-w-0 flex-1"
        aria-valuetext={share === null ? undefined : percent(share)}
      >
        <div className="mb-1 flex flex-wrap justify-between gap-x-4">
          <Base.Label className="font-medium">{say(label)}</Base.Label>
          <span className="text-mute">
            {detail && say(detail)}
            {detail && share !== null && ' · '}
            {share !== null && percent(share)}
          </span>
        </div>
        <Base.Track className="h-1.5 overflow-hidden rounded-full bg-sunken">
          <Base.Indicator className="h-full rounded-full bg-accent transition-[width] duration-300 data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
        </Base.Track>
      </Base.Root>
      {onCancel && <Button onClick={onCancel}>{say({ en: 'Cancel', zh: '取消' })}</Button>}
    </div>
  )
}
