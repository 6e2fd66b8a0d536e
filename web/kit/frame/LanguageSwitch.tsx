import { Languages } from 'lucide-react'
import { Button } from '../Button.tsx'
import { useLanguage } from '../language.tsx'

/** Names the other language in that language, so that those who need it can read it. */
export function LanguageSwitch() {
  const { language, setLanguage } = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <Button
      look="quiet"
      size="small"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      icon={<Languages size={15} aria-hidden />}
      onClick={() => setLanguage(other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  )
}
