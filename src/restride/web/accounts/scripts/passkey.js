// The browser's part of a passkey: it makes one or shows one, puts the answer into the form and sends it.
// A form says with data-passkey whether it makes ("create") or shows ("get"). The options stand in the page, in the
// element that data-options names, or come from the address in data-begin. Nothing is checked here.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (known) => ({ ...known, id: toBytes(known.id) });

function optionsFor(kind, given) {
  const wanted = { ...given, challenge: toBytes(given.challenge) };
  if (kind === "create") {
    wanted.user = withBytes(given.user);
    wanted.excludeCredentials = (given.excludeCredentials ?? []).map(withBytes);
  } else {
    wanted.allowCredentials = (given.allowCredentials ?? []).map(withBytes);
  }
  return { publicKey: wanted };
}

function answerOf(credential) {
  const { response } = credential;
  const told = { clientDataJSON: toText(response.clientDataJSON) };
  if (response.attestationObject) {
    told.attestationObject = toText(response.attestationObject);
    told.transports = response.getTransports?.() ?? [];
  } else {
    told.authenticatorData = toText(response.authenticatorData);
    told.signature = toText(response.signature);
    told.userHandle = response.userHandle ? toText(response.userHandle) : null;
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: told,
  };
}

async function givenOptions(form) {
  if (!form.dataset.begin) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.begin, { method: "POST", body: new FormData(form) });
  if (!answer.ok) throw new Error(`no options: ${answer.status}`);
  return answer.json();
}

async function ask(form) {
  const kind = form.dataset.passkey;
  const given = await givenOptions(form);
  const options = optionsFor(kind, given.publicKey ?? given);
  return kind === "create" ? navigator.credentials.create(options) : navigator.credentials.get(options);
}

function say(form, trouble) {
  const words = [...form.querySelectorAll("[data-trouble]")];
  const fits = words.find((one) => one.dataset.trouble === trouble) ?? words.find((one) => !one.dataset.trouble);
  for (const one of words) one.hidden = one !== fits || trouble === null;
}

async function press(form, button) {
  say(form, null);
  button.disabled = true;
  try {
    form.elements.credential.value = JSON.stringify(answerOf(await ask(form)));
    form.submit();
  } catch (fault) {
    say(form, fault.name);
    button.disabled = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const able = Boolean(window.PublicKeyCredential && navigator.credentials);
  for (const one of form.querySelectorAll("[data-able]")) one.hidden = (one.dataset.able === "yes") !== able;
  const button = form.querySelector("[data-press]");
  if (able) button.addEventListener("click", () => press(form, button));
}
