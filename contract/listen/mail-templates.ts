/** What a mailing begins with; everything of it can be changed. */
import type { Text } from '../language.ts'

export const invitationSubject: Text = { en: 'How do we serve you? {study}', zh: '诚邀您评价我们的服务：{study}' }
export const invitationText: Text = {
  en: `Dear {name},

Your opinion decides what we mend first. Would you tell us how {provider} serves you?

{link}

It takes about {minutes} minutes.
The survey is open until {closes}.

Thank you very much.
{organisation}`,
  zh: `{name}，您好：

您的意见决定我们先改进什么。诚邀您评价{provider}的服务。

{link}

填写约需 {minutes} 分钟。
调查截止时间：{closes}。

谢谢您的支持！
{organisation}`,
}
export const reminderSubject: Text = { en: 'A reminder: {study}', zh: '温馨提醒：{study}' }
export const reminderText: Text = {
  en: `Dear {name},

Some days ago we asked how {provider} serves you. Your answer is still missing, and we would like to hear it.

{link}

It takes about {minutes} minutes.
The survey is open until {closes}.

If you would rather not, simply unsubscribe below; we will not write again.
{organisation}`,
  zh: `{name}，您好：

前几天我们邀请您评价{provider}的服务，目前还没有收到您的回答，期待听到您的意见。

{link}

填写约需 {minutes} 分钟。
调查截止时间：{closes}。

如不愿参与，可点击下方退订，我们将不再打扰。
{organisation}`,
}
