import { useState } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { mailSecurities, type MailSettings, type Suppression } from '@gap5/contract/listen/mail.ts'
import { useOrganisation } from '../../access/me.ts'
import { api } from '../../api.ts'
import { addressed } from '../../kit/address.ts'
import { Button } from '../../kit/Button.tsx'
import { Callout } from '../../kit/Callout.tsx'
import { Card } from '../../kit/Card.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Form } from '../../kit/Form.tsx'
import { KeyPagination } from '../../kit/KeyPagination.tsx'
import { useKeyPages } from '../../kit/useKeyPages.ts'
import { useLanguage, type Words } from '../../kit/language.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { RadioGroup } from '../../kit/RadioGroup.tsx'
import { Select } from '../../kit/Select.tsx'
import { Table } from '../../kit/Table.tsx'
import { TextField } from '../../kit/TextField.tsx'
import { notify } from '../../kit/Toast.tsx'
import { useForm } from '../../kit/useForm.ts'
import { sentenceOf } from '../../problem.ts'
import { mailSettingsQuery, useMailSettings } from './mailData.ts'
import { suppressionWords } from './mailWords.ts'

const securityWords: Record<(typeof mailSecurities)[number], Words> = {
  tls: { en: 'TLS (usually port 465)', zh: 'TLS（通常为 465 端口）' },
  starttls: { en: 'STARTTLS (usually port 587)', zh: 'STARTTLS（通常为 587 端口）' },
  none: { en: 'None: only within a network you trust', zh: '不加密：仅限可信内网' },
}

/** With what mail goes out, how often people may be asked, and whom not to write to. */
export function MailSettingsPage() {
  const { may } = useOrganisation()
  const settings = useMailSettings()
  return (
    <>
      <PageHeader title={{ en: 'Mail', zh: '邮件' }} />
      <div className="grid max-w-4xl gap-3.5">
        <Standing settings={settings} />
        <Card title={{ en: 'Sending', zh: '发送设置' }}>
          <Settings settings={settings} />
        </Card>
        {may('mail:write') && settings.isReady && <TestMessage />}
        {may('contacts:read') && <Suppressions />}
      </div>
    </>
  )
}

function Standing({ settings: { isReady, trouble, offered, server } }: { settings: MailSettings }) {
  const { say, moment } = useLanguage()
  const { organisation } = useOrganisation()
  if (trouble !== null) {
    return (
      <Callout tone="bad" title={{ en: 'The mail server did not take the last mail', zh: '邮件服务器拒绝了最近的邮件' }}>
        {moment(trouble.at, organisation.timeZone)}: {trouble.text}
      </Callout>
    )
  }
  if (isReady) return <Callout tone="good" title={server === null ? { en: `Mail goes out by the server of this system, as ${offered ?? ''}`, zh: `邮件由本系统的服务器发送（${offered ?? ''}）` } : { en: `Mail goes out by ${server.host}`, zh: `邮件由 ${server.host} 发送` }} />
  return <Callout tone="caution" title={{ en: 'No mail can be sent yet', zh: '尚不能发送邮件' }}>{say({ en: 'Enter the mail server of your organisation and a sender address it accepts.', zh: '请填写组织的邮件服务器，以及该服务器允许的发件地址。' })}</Callout>
}

function Settings({ settings }: { settings: MailSettings }) {
  const { org, may } = useOrganisation()
  const queries = useQueryClient()
  const form = useForm({
    initial: {
      whose: (settings.server === null && settings.offered !== null ? 'offered' : 'own') as 'own' | 'offered',
      host: settings.server?.host ?? '',
      port: String(settings.server?.port ?? 587),
      security: settings.server?.security ?? ('starttls' as const),
      username: settings.server?.username ?? '',
      password: '',
      senderName: settings.senderName ?? '',
      senderAddress: settings.senderAddress ?? '',
      replyTo: settings.replyTo ?? '',
      capDays: settings.capDays,
      perMinute: settings.perMinute as number | null,
    },
    send: ({ whose, host, port, security, username, password, senderName, senderAddress, replyTo, capDays, perMinute }) => {
      const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
      const server = whose === 'offered' ? null : { host: host.trim(), port: Number(port), security, username: orNull(username), ...(password === '' ? {} : { password }) }
      return api.put<MailSettings>(`/api/o/${org}/mail`, { server, senderName: orNull(senderName), senderAddress: orNull(senderAddress), replyTo: orNull(replyTo), capDays, perMinute })
    },
    sent: (saved) => {
      queries.setQueryData(mailSettingsQuery(org).queryKey, saved)
      form.set('password', '')
      notify({ title: { en: 'Saved', zh: '已保存' } })
    },
    check: ({ whose, host, port, senderAddress, perMinute }) => ({
      ...(whose === 'own' && host.trim() === '' && { 'server.host': { en: 'Enter the name of the mail server.', zh: '请填写邮件服务器名称。' } }),
      ...(whose === 'own' && !/^\d{1,5}$/.test(port.trim()) && { 'server.port': { en: 'Enter a port from 1 to 65535.', zh: '请填写 1 至 65535 的端口。' } }),
      ...(whose === 'own' && senderAddress.trim() === '' && { senderAddress: { en: 'Enter the address mail comes from.', zh: '请填写发件地址。' } }),
      ...(perMinute === null && { perMinute: { en: 'Enter a number.', zh: '请输入数字。' } }),
    }),
  })
  const isOwn = form.values.whose === 'own'
  return (
    <Form form={form} submitDisabledBecause={!may('mail:write') && { en: 'Owners and managers change the mail settings.', zh: '邮件设置由所有者和经理更改。' }}>
      {settings.offered !== null && (
        <RadioGroup
          label={{ en: 'Mail server', zh: '邮件服务器' }}
          options={[
            { value: 'offered', label: { en: `Of this system (${settings.offered})`, zh: `使用本系统的服务器（${settings.offered}）` } },
            { value: 'own', label: { en: 'Your own', zh: '使用组织自己的服务器' } },
          ]}
          {...form.field('whose')}
        />
      )}
      {isOwn && (
        <div className="grid gap-5 sm:grid-cols-2">
          <TextField label={{ en: 'Server', zh: '服务器' }} placeholder={{ en: 'smtp.example.com', zh: 'smtp.example.com' }} autoComplete="off" {...form.field('host')} name="server.host" />
          <TextField label={{ en: 'Port', zh: '端口' }} maxLength={5} autoComplete="off" {...form.field('port')} name="server.port" />
          <Select label={{ en: 'Encryption', zh: '加密方式' }} options={mailSecurities.map((value) => ({ value, label: securityWords[value] }))} {...form.field('security')} name="server.security" />
          <TextField label={{ en: 'User name', zh: '用户名' }} optional autoComplete="off" {...form.field('username')} name="server.username" />
          <TextField
            label={{ en: 'Password', zh: '密码' }}
            hint={settings.server?.hasPassword === true ? { en: 'One is kept, encrypted. Leave empty to keep it.', zh: '已加密保存；留空则不更改。' } : { en: 'Kept encrypted; shown to nobody.', zh: '加密保存，不向任何人显示。' }}
            optional
            type="password"
            autoComplete="new-password"
            {...form.field('password')}
            name="server.password"
          />
        </div>
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField label={{ en: 'Sender name', zh: '发件人名称' }} optional maxLength={120} {...form.field('senderName')} />
        <TextField label={{ en: 'Sender address', zh: '发件地址' }} optional={!isOwn} type="email" {...form.field('senderAddress')} />
        <TextField label={{ en: 'Replies go to', zh: '回复地址' }} optional type="email" {...form.field('replyTo')} />
        <NumberField label={{ en: 'Mails a minute at most', zh: '每分钟最多发送' }} min={1} max={6000} unit={{ en: 'mails', zh: '封' }} {...form.field('perMinute')} />
        <NumberField
          label={{ en: 'Ask nobody twice within', zh: '同一人最短间隔' }}
          hint={{ en: 'Across all studies. Empty: no limit. Who is left out is listed with the reason.', zh: '对所有调查生效，留空则不限。被略过者会在名单中注明原因。' }}
          min={1}
          max={3650}
          unit={{ en: 'days', zh: '天' }}
          optional
          {...form.field('capDays')}
        />
      </div>
    </Form>
  )
}

function TestMessage() {
  const { org } = useOrganisation()
  const queries = useQueryClient()
  const form = useForm({
    initial: { address: '' },
    send: async ({ address }) => {
      try {
        await api.post(`/api/o/${org}/mail/test`, { address: address.trim() })
      } finally {
        await queries.invalidateQueries(mailSettingsQuery(org))
      }
    },
    sent: () => notify({ title: { en: 'The server took it. Look into the inbox.', zh: '服务器已接收，请查看收件箱。' } }),
    check: ({ address }) => ({ ...(!address.includes('@') && { address: { en: 'Enter an e-mail address.', zh: '请填写邮箱地址。' } }) }),
  })
  return (
    <Card title={{ en: 'Test', zh: '测试' }} description={{ en: 'Sends a message with the settings as they are saved.', zh: '使用已保存的设置发送一封测试邮件。' }}>
      <Form form={form} submitLabel={{ en: 'Send a test message', zh: '发送测试邮件' }}>
        <TextField label={{ en: 'To', zh: '收件地址' }} type="email" className="max-w-md" {...form.field('address')} />
      </Form>
    </Card>
  )
}

/** Addresses that are left alone in every study. */
function Suppressions() {
  const { say, moment } = useLanguage()
  const { org, organisation, may } = useOrganisation()
  const queries = useQueryClient()
  const pages = useKeyPages()
  const [search, setSearch] = useState('')
  const path = `/api/o/${org}/mail/suppressions`
  const key = [org, 'mail', 'suppressions']
  const page = useQuery({
    queryKey: [...key, search, pages.after],
    queryFn: ({ signal }) => api.get<{ suppressions: Suppression[]; next: string | null }>(addressed(path, { search, after: pages.after }), { signal }),
  }).data
  const refresh = () => queries.invalidateQueries({ queryKey: key })
  const form = useForm({
    initial: { address: '' },
    send: ({ address }) => api.post(path, { address: address.trim() }),
    sent: () => {
      form.set('address', '')
      void refresh()
    },
  })
  const release = async (address: string) => {
    try {
      await api.post(`${path}/release`, { address })
      notify({ title: { en: `${address} may be written to again`, zh: `今后可再次联系 ${address}` }, undo: () => api.post(path, { address }).then(refresh) })
    } catch (error) {
      notify({ title: sentenceOf(error), tone: 'bad' })
    }
    await refresh()
  }
  return (
    <Card title={{ en: 'Addresses that are not written to', zh: '不再联系名单' }} description={{ en: 'Whoever unsubscribes lands here by themselves, for all studies.', zh: '退订者会自动进入此名单，对所有调查生效。' }}>
      <div className="grid gap-4">
        {may('mail:write') && (
          <Form form={form} submitLabel={{ en: 'Add to the list', zh: '加入名单' }}>
            <TextField label={{ en: 'Address', zh: '邮箱' }} type="email" className="max-w-md" {...form.field('address')} />
          </Form>
        )}
        <TextField label={{ en: 'Search', zh: '搜索' }} type="search" className="max-w-md" value={search} onValueChange={(text) => (pages.restart(), setSearch(text))} />
        <Table<Suppression>
          caption={{ en: 'Addresses not written to', zh: '不再联系名单' }}
          rows={page?.suppressions ?? []}
          rowKey={({ address }) => address}
          empty={<EmptyState title={{ en: 'Nobody on the list', zh: '名单为空' }} />}
          columns={[
            { key: 'address', header: { en: 'Address', zh: '邮箱' }, render: ({ address }) => address },
            { key: 'reason', header: { en: 'Reason', zh: '原因' }, align: 'start', render: ({ reason }) => say(suppressionWords[reason]) },
            { key: 'at', header: { en: 'Since', zh: '加入时间' }, align: 'start', render: ({ at }) => moment(at, organisation.timeZone) },
            { key: 'do', header: { en: 'Actions', zh: '操作' }, align: 'start', render: ({ address }) => may('mail:write') && <Button size="small" look="quiet" onClick={() => void release(address)}>{say({ en: 'Take off', zh: '移出' })}</Button> },
          ]}
        />
        {page && <KeyPagination pages={pages} next={page.next} />}
      </div>
    </Card>
  )
}
