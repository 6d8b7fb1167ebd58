// One place where the page says what went wrong.
const place = document.getElementById("alert");

export function alarm(error) {
  place.textContent = error.message;
  place.hidden = false;
  place.scrollIntoView({ block: "nearest" });
}

export function calm() {
  place.hidden = true;
}
