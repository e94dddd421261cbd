// The page at /delete-account: signs in and asks for the deletion, as the app does.

async function call(method, path, body, token) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.detail || "This did not work. Please try again later.");
  return answer;
}

export async function deleteAccount(login, password) {
  const who = login.includes("@") ? { email: login } : { username: login };
  const { access_token: token } = await call("POST", "/auth/login", { ...who, password });
  return call("DELETE", "/users/me", undefined, token);
}

function connect(form, message) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    message.textContent = "One moment …";
    try {
      await deleteAccount(form.elements.login.value.trim(), form.elements.password.value);
      form.remove();
      message.textContent = "Your account is closed. Everything that we hold about you is being deleted.";
    } catch (error) {
      message.textContent = error.message;
      button.disabled = false;
    }
  });
}

const form = globalThis.document?.querySelector("form");
if (form) connect(form, document.querySelector("[role=status]"));
