/** Sentences of the survey page. Questions and scales bring their own, in the definition. */
import type { Text } from '@gap5/contract/language.ts'
import { counted } from '@gap5/contract/language.ts'
import type { Fault } from './form.ts'

export const words = {
  start: { en: 'Start', zh: '开始填写' },
  next: { en: 'Next', zh: '下一题' },
  nextPage: { en: 'Next', zh: '下一页' },
  back: { en: 'Back', zh: '上一题' },
  backPage: { en: 'Back', zh: '上一页' },
  submit: { en: 'Submit', zh: '提交' },
  sending: { en: 'Sending…', zh: '正在提交……' },
  required: { en: 'required', zh: '必答' },
  notExperienced: { en: 'Not experienced', zh: '没有经历过' },
  cannotSay: { en: 'Can’t say', zh: '说不清' },
  skipNotExperienced: { en: 'I have not experienced this; skip the question', zh: '没有经历过，跳过这一题' },
  skipCannotSay: { en: 'I can’t say; skip the question', zh: '说不清，跳过这一题' },
  wasNotExperienced: { en: 'You skipped this as “not experienced”. Choose a number to change that.', zh: '这一题您选择了“没有经历过”。如需更改，直接选分即可。' },
  wasCannotSay: { en: 'You skipped this as “can’t say”. Answer to change that.', zh: '这一题您选择了“说不清”。如需更改，直接作答即可。' },
  threeLevels: { en: 'One and the same thing: please tell us each level.', zh: '同一件事，请分别告诉我们几个水平。' },
  total: { en: 'Total', zh: '合计' },
  balance: { en: 'Bring to 100 for me', zh: '按比例凑成 100' },
  severalAllowed: { en: 'Choose all that apply.', zh: '可多选。' },
  leaveEmpty: { en: 'Please leave this empty', zh: '请勿填写此栏' },
  moreQuestions: { en: 'Your answers lead to a further question on this page.', zh: '根据您的回答，本页还有题目需要填写。' },
  pleaseCheck: { en: 'Please look at this once more:', zh: '请再看一下：' },
  unknownFields: {
    en: 'Something in the form does not belong to this survey and was not used. Your answers are still here.',
    zh: '表单中有不属于本问卷的内容，未予采用。您的回答都还在。',
  },
  nothingAnswered: {
    en: 'Nothing has been answered yet. Please answer at least one question.',
    zh: '您还没有作答，请至少回答一题。',
  },
  stillRequired: { en: 'One answer is still missing.', zh: '还有一题需要作答。' },
  continue: { en: 'Continue', zh: '继续填写' },
  welcomeBack: { en: 'Welcome back', zh: '欢迎回来' },
  keptAnswers: {
    en: 'Your answers so far are kept. You can go on where you stopped.',
    zh: '您此前的回答都已保留，可以接着填写。',
  },
  startOver: { en: 'Start over', zh: '重新开始' },
  privacy: {
    en: 'Your answers are used to improve the service. This page loads nothing from third parties.',
    zh: '您的回答用于改进服务。本页面不加载任何第三方内容。',
  },
  preview: { en: 'Preview. Nothing is recorded.', zh: '预览。不会记录任何回答。' },
  thanks: { en: 'Thank you. Your answers have arrived.', zh: '谢谢！您的回答已收到。' },
  thanksMore: { en: 'You may close this page.', zh: '现在可以关闭本页。' },
  answerAgain: { en: 'Answer once more, for another visit', zh: '针对另一次服务，再填一份' },
  helpTitle: { en: 'May we help you?', zh: '需要我们帮忙吗？' },
  helpIntro: {
    en: 'If something is still open, tell us and leave a way to reach you. We will get back to you.',
    zh: '如果还有没解决的问题，请告诉我们，并留下联系方式，我们会与您联系。',
  },
  helpText: { en: 'What can we do for you?', zh: '我们能为您做什么？' },
  helpName: { en: 'Name', zh: '称呼' },
  helpContact: { en: 'Phone or e-mail', zh: '电话或邮箱' },
  helpPrivacy: {
    en: 'Your name and contact are used only to get back to you. Whoever does so can see your answers; no result changes.',
    zh: '您的称呼和联系方式仅用于与您联系。与您联系的人员能看到您的回答；统计结果不受影响。',
  },
  helpSend: { en: 'Send', zh: '发送' },
  helpNeedsText: { en: 'Please tell us in a few words what is still open.', zh: '请简单说明还有什么问题。' },
  helpNeedsContact: { en: 'Please leave a phone number or e-mail, so that we can reach you.', zh: '请留下电话或邮箱，以便我们联系您。' },
  helpTooLong: { en: 'This is too long. Please shorten it.', zh: '内容过长，请精简。' },
  helpArrived: { en: 'Thank you. We will get back to you.', zh: '谢谢！我们会与您联系。' },
  tryAgain: { en: 'Try again', zh: '重试' },
  otherLanguage: { en: '中文', zh: 'English' },
  keptHere: { en: 'No connection. Your answers are kept on this device.', zh: '网络不通，您的回答已保存在本机。' },
  notSent: { en: 'That did not go through. Please try again in a moment.', zh: '没有发送成功，请稍后再试。' },
  until: { en: 'Open until', zh: '截止时间：' },
  kioskStillThere: { en: 'Are you still there?', zh: '您还在吗？' },
  kioskWillForget: { en: 'Otherwise your answers are dropped and the survey starts again.', zh: '如无操作，您的回答将被清除，问卷将重新开始。' },
  kioskGoOn: { en: 'Yes, go on', zh: '继续填写' },
  kioskBackIn: { en: 'Back to the start in {seconds} s.', zh: '{seconds} 秒后返回开始页。' },
  kioskAway: { en: 'No connection just now', zh: '暂时没有网络' },
  kioskAwayMore: { en: 'The survey starts again by itself as soon as it is back.', zh: '网络恢复后，问卷会自动重新开始。' },
  kioskNext: { en: 'Next person', zh: '下一位' },
  restored: { en: 'Answers kept on this device were filled in again.', zh: '已恢复保存在本机的回答。' },
  connected: { en: 'Connected again.', zh: '网络已恢复。' },
} satisfies Record<string, Text>

export function minutesText(minutes: number): Text {
  return { en: `About ${counted(minutes, 'minute', 'minutes')}`, zh: `约需 ${minutes} 分钟` }
}

export function resumeText({ at, of }: { at: number; of: number }): Text {
  return { en: `You stopped at ${at} of ${of}.`, zh: `上次填写到第 ${at} 页，共 ${of} 页。` }
}

export function progressText({ at, of }: { at: number; of: number }): Text {
  return { en: `${at} of ${of}`, zh: `第 ${at} 页，共 ${of} 页` }
}

/** What is wrong with a field and what would be right, as a sentence at the field. */
export function faultText(fault: Fault): Text {
  switch (fault.fault) {
    case 'required':
      return { en: 'Please answer this, or skip it if you cannot.', zh: '请作答；如无法回答，可选择跳过。' }
    case 'out-of-scale':
      return { en: `Please choose from ${fault.min} to ${fault.max}.`, zh: `请在 ${fault.min} 至 ${fault.max} 之间选择。` }
    case 'not-a-number':
      return { en: 'Please give a number of points.', zh: '请填写分数（数字）。' }
    case 'points-total':
      return pointsTotalText(fault)
    case 'not-an-option':
      return { en: 'Please choose from the options given.', zh: '请在所列选项中选择。' }
    case 'too-long':
      return {
        en: `This is ${fault.given - fault.maxLength} characters too long; at most ${fault.maxLength} fit. Please shorten it.`,
        zh: `超出 ${fault.given - fault.maxLength} 个字符，最多 ${fault.maxLength} 个，请精简。`,
      }
    case 'unknown':
      return words.unknownFields
  }
}

function pointsTotalText({ total, given }: { total: number; given: number }): Text {
  const difference = Math.round(Math.abs(total - given) * 100) / 100
  return given < total
    ? { en: `The points add up to ${given}; ${difference} still to give.`, zh: `目前合计 ${given} 分，还差 ${difference} 分。` }
    : { en: `The points add up to ${given}; ${difference} too many.`, zh: `目前合计 ${given} 分，多出 ${difference} 分。` }
}
