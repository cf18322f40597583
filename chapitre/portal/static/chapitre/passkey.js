// Shows what needs a passkey where the browser has them, and says in words when one could not be used.

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll('[data-passkey]')) part.hidden = false
}

document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  for (const message of document.querySelectorAll('[data-passkey-error]')) {
    message.hidden = false
    message.setAttribute('role', 'alert')
  }
})
