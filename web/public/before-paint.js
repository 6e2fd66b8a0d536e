// Runs before the first paint, so that neither the wrong colours nor the wrong language flash by.
// It is a file of its own because the page allows no inline script. The keys are those of kit/mode.tsx and kit/language.tsx.
;(function () {
  var root = document.documentElement
  var read = function (key) {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  var mode = read('gap5.mode')
  var dark = mode === 'dark' || (mode !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.mode = dark ? 'dark' : 'light'
  var language = read('gap5.language') || (/^zh/i.test(navigator.language) ? 'zh' : 'en')
  root.lang = language === 'zh' ? 'zh-CN' : 'en'
})()
