import { CopyButton } from '../kit/CopyButton.tsx'
import { useLanguage, type Words } from '../kit/language.tsx'

/** A secret that is shown once, ready to be copied. */
export function Secret({ label, text }: { label: Words; text: string }) {
  const { say } = useLanguage()
  return (
    <div className="flex flex-wrap items-start gap-2.5">
      <code aria-label={say(label)} className="min-w-0 flex-[1_1_16rem] rounded-control border border-line bg-sunken px-3 py-2 text-[0.8125rem] break-all text-ink select-all">
        {text}
      </code>
      <CopyButton text={text} />
    </div>
  )
}
