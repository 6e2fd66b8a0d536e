import { useState } from 'react'
import { Check, Copy } from 'lucide-react'
import { Button } from './Button.tsx'
import { useLanguage, type Words } from './language.tsx'

/** Puts text on the clipboard and says so. Without a clipboard (plain HTTP) it selects the text in a prompt instead. */
export function CopyButton({
  text,
  label,
  size = 'medium',
}: {
  text: string
  label?: Words
  size?: 'small' | 'medium'
}) {
  const { say } = useLanguage()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    if (!navigator.clipboard) return void prompt(say({ en: 'Copy this:', zh: '请复制：' }), text)
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2_000)
  }
  const Icon = copied ? Check : Copy
  return (
    <Button size={size} icon={<Icon size={15} aria-hidden />} onClick={() => void copy()}>
      <span aria-live="polite">
        {copied ? say({ en: 'Copied', zh: '已复制' }) : say(label ?? { en: 'Copy', zh: '复制' })}
      </span>
    </Button>
  )
}
