// A button of the page asks in the chat.
const button = document.querySelector("#ask");
button.addEventListener("click", () => window.tenkyo.ask(button.textContent));
