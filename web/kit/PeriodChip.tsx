import { Button } from './Button.tsx'
import { chipClasses } from './chip.ts'
import { classes } from './classes.ts'
import { DateField } from './DateField.tsx'
import { useLanguage } from './language.tsx'
import { periodWords, presets, type Period } from './period.ts'
import { Popover } from './Popover.tsx'
import { useAddress } from './useAddress.ts'
import { valueOf } from './address.ts'

/** The period under `from` and `to` in the address: one people ask for often, or any two days. */
export function PeriodChip({ today }: { today: string }) {
  const { say, language } = useLanguage()
  const { query, change } = useAddress()
  const period: Period = { from: valueOf(query, 'from'), to: valueOf(query, 'to') }
  return (
    <span className={classes(chipClasses, period.from || period.to ? 'border-accent/50' : 'border-line')}>
      <Popover
        title={{ en: 'Period', zh: '时段' }}
        trigger={
          <button type="button" className="h-8.5 rounded-control px-3 font-semibold text-ink pointer-coarse:h-11">
            {say(periodWords(period, language))}
          </button>
        }
      >
        <div className="grid gap-1 sm:grid-cols-2">
          {presets(today).map((preset) => (
            <Button
              key={preset.key}
              size="small"
              look={preset.period.from === period.from && preset.period.to === period.to ? 'primary' : 'quiet'}
              className="justify-start!"
              onClick={() => change(preset.period)}
            >
              {say(preset.label)}
            </Button>
          ))}
        </div>
        <div className="mt-3 flex flex-wrap gap-3 border-t border-hair pt-3">
          <DateField
            label={{ en: 'From', zh: '开始' }}
            value={period.from ?? ''}
            max={period.to ?? ''}
            onValueChange={(from) => change({ from: from || null })}
          />
          <DateField
            label={{ en: 'To', zh: '结束' }}
            value={period.to ?? ''}
            min={period.from ?? ''}
            onValueChange={(to) => change({ to: to || null })}
          />
        </div>
      </Popover>
    </span>
  )
}
