import { Sample } from './Sample.tsx'

const texts = ['ink', 'body', 'mute', 'accent', 'below', 'above', 'warn']
const grounds = [
  'paper',
  'side',
  'card',
  'sunken',
  'accent-soft',
  'below-soft',
  'above-soft',
  'warn-soft',
  'band',
  'accent',
  'below',
  'above',
]

export function Colours() {
  return (
    <Sample title={{ en: 'Colours and figures', zh: '颜色与数字' }}>
      <div className="flex flex-wrap gap-x-5 gap-y-1">
        {texts.map((name) => (
          <span key={name} style={{ color: `var(--color-${name})` }} className="font-medium">
            {name} 1,284
          </span>
        ))}
      </div>
      <div className="grid grid-cols-4 gap-2 sm:grid-cols-6 lg:grid-cols-12">
        {grounds.map((name) => (
          <div key={name} className="min-w-0">
            <div className="h-9 rounded-control border border-line" style={{ background: `var(--color-${name})` }} />
            <div className="truncate text-xs text-mute">{name}</div>
          </div>
        ))}
      </div>
    </Sample>
  )
}
