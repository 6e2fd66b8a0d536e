import { useState } from 'react'
import { FileText, LayoutDashboard, Link2, Printer, Share2 } from 'lucide-react'
import { viewPages, type View } from '@gap5/contract/measure/views.ts'
import { useOrganisation } from '../../access/me.ts'
import { valueOf } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { useGuest } from '../../kit/guest.ts'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { Menu, type MenuEntry } from '../../kit/Menu.tsx'
import { notify } from '../../kit/Toast.tsx'
import { useAddress } from '../../kit/useAddress.ts'
import { AddToBoardDialog } from '../boards/AddToBoardDialog.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { ReportDialog, reportKey } from './ReportDialog.tsx'

export type ShareMenuProps = { view: View; title: Words }

type Open = 'link' | 'board' | null

/** Every page of `contract/measure/views.ts` carries it. Hands the page on: to members by its address, to anybody by a read-only link, to a board, to paper. */
export function ShareMenu({ view, title }: ShareMenuProps) {
  const { say, language } = useLanguage()
  const { may } = useOrganisation()
  const isGuest = useGuest() !== null
  const [open, setOpen] = useState<Open>(null)
  const address = useAddress()
  const isOfStudy = viewPages[view.page].of === 'study'
  const close = () => setOpen(null)
  const print: MenuEntry = { label: { en: 'Print', zh: '打印' }, icon: <Printer size={16} aria-hidden />, onSelect: () => window.print() }
  const entries: (MenuEntry | false | undefined)[] = [
    may('results:share') && {
      label: { en: 'Read-only link…', zh: '只读链接…' },
      hint: { en: 'For people without an account', zh: '无需账户即可查看' },
      icon: <Link2 size={16} aria-hidden />,
      onSelect: () => setOpen('link'),
    },
    isOfStudy && may('boards:write') && { label: { en: 'Add to a board…', zh: '添加到看板…' }, icon: <LayoutDashboard size={16} aria-hidden />, onSelect: () => setOpen('board') },
    isOfStudy && { label: { en: 'Report as PDF…', zh: 'PDF 报告…' }, icon: <FileText size={16} aria-hidden />, onSelect: () => address.change({ [reportKey]: language }) },
    'line',
    { label: { en: 'Copy address', zh: '复制地址' }, hint: { en: 'For members, narrowed as it is now', zh: '供组织成员使用，保留当前筛选' }, icon: <Link2 size={16} aria-hidden />, onSelect: () => void copyAddress(say) },
    print,
  ]
  if (isGuest) return <Button icon={<Printer size={15} aria-hidden />} onClick={() => window.print()}>{say({ en: 'Print', zh: '打印' })}</Button>
  return (
    <>
      <Menu trigger={<Button icon={<Share2 size={15} aria-hidden />}>{say({ en: 'Share', zh: '分享' })}</Button>} entries={entries.filter((entry): entry is MenuEntry => Boolean(entry))} />
      {open === 'link' && <LinkDialog view={view} title={title} onClose={close} />}
      {isOfStudy && valueOf(address.query, reportKey) !== null && <ReportDialog study={view.subject} query={view.query} onClose={() => address.clear([reportKey, 'sections'])} />}
      {open === 'board' && <AddToBoardDialog study={view.subject} query={view.query} onClose={close} />}
    </>
  )
}

async function copyAddress(say: (words: Words) => string): Promise<void> {
  if (!navigator.clipboard) return void prompt(say({ en: 'Copy this:', zh: '请复制：' }), location.href)
  await navigator.clipboard.writeText(location.href)
  notify({ title: { en: 'Address copied. It shows the page as you narrowed it.', zh: '地址已复制，打开后即为当前筛选的页面。' } })
}
