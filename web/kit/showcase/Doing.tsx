import { useState } from 'react'
import { Download, Ellipsis, Pencil, Plus, Trash2 } from 'lucide-react'
import { Button } from '../Button.tsx'
import { ConfirmDialog } from '../ConfirmDialog.tsx'
import { CopyButton } from '../CopyButton.tsx'
import { Dialog } from '../Dialog.tsx'
import { useLanguage } from '../language.tsx'
import { ButtonLink, Link } from '../Link.tsx'
import { Menu } from '../Menu.tsx'
import { Popover } from '../Popover.tsx'
import { notify } from '../Toast.tsx'
import { paths } from '../../paths.ts'
import { Line, Sample } from './Sample.tsx'

export function Doing() {
  return (
    <Sample title={{ en: 'Buttons, links, menus', zh: '按钮、链接与菜单' }}>
      <Buttons />
      <Overlays />
      <Links />
    </Sample>
  )
}

function Buttons() {
  const { say } = useLanguage()
  return (
    <>
      <Line>
        <Button look="primary" icon={<Plus size={16} aria-hidden />}>
          {say({ en: 'New study', zh: '新建调查' })}
        </Button>
        <Button icon={<Download size={16} aria-hidden />}>{say({ en: 'Export', zh: '导出' })}</Button>
        <Button look="quiet">{say({ en: 'Cancel', zh: '取消' })}</Button>
        <Button look="danger">{say({ en: 'Delete study', zh: '删除调查' })}</Button>
        <Button label={{ en: 'Edit', zh: '编辑' }} icon={<Pencil size={16} aria-hidden />} />
      </Line>
      <Line>
        <Button look="primary" busy>
          {say({ en: 'Publishing', zh: '正在发布' })}
        </Button>
        <Button look="primary" disabledBecause={{ en: 'Add a question first.', zh: '请先添加一个题目。' }}>
          {say({ en: 'Publish', zh: '发布' })}
        </Button>
        <Button size="small">{say({ en: 'Small', zh: '小' })}</Button>
        <Button size="large">{say({ en: 'Large', zh: '大' })}</Button>
      </Line>
    </>
  )
}

function Overlays() {
  const { say } = useLanguage()
  const [dialog, setDialog] = useState(false)
  const [confirm, setConfirm] = useState(false)
  return (
    <Line>
      <Menu
        align="start"
        trigger={<Button label={{ en: 'More actions', zh: '更多操作' }} icon={<Ellipsis size={16} aria-hidden />} />}
        entries={[
          {
            label: { en: 'Rename', zh: '重命名' },
            icon: <Pencil size={16} aria-hidden />,
            onSelect: () => notify({ title: { en: 'Renamed', zh: '已重命名' } }),
          },
          {
            label: { en: 'Close study', zh: '结束调查' },
            disabledBecause: { en: 'It is a draft.', zh: '尚为草稿。' },
            onSelect: () => {},
          },
          'line',
          {
            label: { en: 'Delete', zh: '删除' },
            icon: <Trash2 size={16} aria-hidden />,
            danger: true,
            onSelect: () => setConfirm(true),
          },
        ]}
      />
      <Popover
        trigger={<Button>{say({ en: 'Popover', zh: '弹出面板' })}</Button>}
        title={{ en: 'Zone of tolerance', zh: '容忍区域' }}
      >
        <p className="max-w-64 text-body">
          {say({
            en: 'From what is just acceptable to what is hoped for.',
            zh: '从勉强可以接受到希望得到的水平之间。',
          })}
        </p>
      </Popover>
      <Button onClick={() => setDialog(true)}>{say({ en: 'Dialog', zh: '对话框' })}</Button>
      <Button
        onClick={() =>
          notify({
            title: { en: 'Study closed', zh: '调查已结束' },
            undo: () => notify({ title: { en: 'Open again', zh: '已重新开放' } }),
          })
        }
      >
        {say({ en: 'Notice with undo', zh: '可撤销的提示' })}
      </Button>
      <Button
        onClick={() =>
          notify({
            title: { en: 'Not saved', zh: '未能保存' },
            description: { en: 'The server does not answer.', zh: '服务器没有响应。' },
            tone: 'bad',
          })
        }
      >
        {say({ en: 'Failure', zh: '失败提示' })}
      </Button>
      <Dialog
        open={dialog}
        onOpenChange={setDialog}
        title={{ en: 'Share these results', zh: '分享结果' }}
        description={{ en: 'Members of the organisation can open the link.', zh: '本组织成员可打开此链接。' }}
        actions={<Button onClick={() => setDialog(false)}>{say({ en: 'Close', zh: '关闭' })}</Button>}
      >
        <CopyButton text={location.href} label={{ en: 'Copy link', zh: '复制链接' }} />
      </Dialog>
      <ConfirmDialog
        open={confirm}
        onOpenChange={setConfirm}
        danger
        typed="north-2026"
        title={{ en: 'Delete this study?', zh: '删除此调查？' }}
        confirmLabel={{ en: 'Delete study', zh: '删除调查' }}
        onConfirm={() => notify({ title: { en: 'Study deleted', zh: '调查已删除' } })}
      >
        {say({
          en: 'Its 1,284 answers are deleted with it. This cannot be undone.',
          zh: '其中 1,284 份答卷将一并删除，且无法撤销。',
        })}
      </ConfirmDialog>
    </Line>
  )
}

function Links() {
  const { say } = useLanguage()
  return (
    <Line>
      <CopyButton text="https://example.org/s/north" label={{ en: 'Copy link', zh: '复制链接' }} />
      <ButtonLink to={paths.kit()}>{say({ en: 'Link as a button', zh: '按钮式链接' })}</ButtonLink>
      <span>
        {say({ en: 'Text with a ', zh: '带有' })}
        <Link to={paths.kit()}>{say({ en: 'link', zh: '链接' })}</Link>
        {say({ en: ' in it.', zh: '的文字。' })}
      </span>
    </Line>
  )
}
