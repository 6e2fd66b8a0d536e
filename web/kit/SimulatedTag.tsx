import { useLanguage } from './language.tsx'
import { Popover } from './Popover.tsx'

/** Stands wherever generated data is shown. */
export function SimulatedTag() {
  const { say } = useLanguage()
  return (
    <Popover
      align="end"
      title={{ en: 'Simulated data', zh: '模拟数据' }}
      trigger={
        <button
          type="button"
          className="rounded-md bg-above-soft px-2 py-0.5 text-xs font-semibold text-above hover:brightness-95 dark:hover:brightness-110"
        >
          {say({ en: 'Simulated data', zh: '模拟数据' })}
        </button>
      }
    >
      <p className="max-w-72">
        {say({
          en: 'These answers were generated, not given by customers. Use them to look around; conclude nothing about a real service.',
          zh: '这些答案由程序生成，并非来自真实顾客。可用于熟悉系统，但不能据此对任何真实服务下结论。',
        })}
      </p>
    </Popover>
  )
}
