// The state of the index, asked again while an operation runs. Without script the page is simply loaded again.
const PACE = 1500

class Suivi extends HTMLElement {
  connectedCallback() {
    this.plan()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
  }

  plan() {
    if (this.firstElementChild?.dataset.enCours === '1') this.timer = setTimeout(() => this.refresh(), PACE)
  }

  async refresh() {
    try {
      const answer = await fetch(this.dataset.adresse, { headers: { 'X-Requested-With': 'XMLHttpRequest' } })
      if (answer.ok && !answer.redirected) {
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.po-etat')
        if (fresh) this.replaceChildren(fresh)
      }
    } catch {
      // The network is away for a moment: the next turn tries again.
    }
    this.plan()
  }
}

customElements.define('po-suivi', Suivi)
