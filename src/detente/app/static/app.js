// What the pages do beyond links and forms: progress of a job, the menu on wide screens, charts that answer a pointer.
"use strict";

const wide = matchMedia("(min-width: 56.01rem)");

function openMenu() {
  const menu = document.getElementById("menu");
  if (menu && wide.matches) menu.open = true;
}

function told(seconds) {
  return seconds < 90 ? `about ${Math.max(1, Math.round(seconds))} s left` : `about ${Math.round(seconds / 60)} min left`;
}

function followJob(section) {
  if (["done", "failed", "stopped"].includes(section.dataset.state)) return;
  const part = (id) => document.getElementById(id);
  const show = (job) => {
    part("bar").value = job.share;
    part("state").textContent = job.state;
    part("stage").textContent = job.stage;
    part("left").textContent = job.left === null ? "" : told(job.left);
    section.dataset.state = job.state;
  };
  const source = new EventSource(`/jobs/${section.dataset.job}/events`);
  source.addEventListener("progress", (event) => show(JSON.parse(event.data)));
  source.addEventListener("over", (event) => {
    source.close();
    const job = JSON.parse(event.data);
    show(job);
    part("left").textContent = `It took ${job.seconds} s.`;
    part("cancel")?.remove();
    if (job.message) {
      part("message").textContent = job.message;
      part("message").hidden = false;
    }
    if (job.state === "done" && job.result) location.assign(job.result);
  });
  addEventListener("pagehide", () => source.close());
}

// --- charts: the picture in the page stays until the browser has drawn its own, and wherever that fails --------------

const vendor = ["vega", "vega-lite", "vega-embed"].map((name) => `/static/vendor/${name}.min.js`);
let drawing = null;

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

function drawer() {
  // One after another: each needs the one before.
  drawing ??= vendor.reduce((before, address) => before.then(() => load(address)), Promise.resolve());
  return drawing;
}

function inOurColours(text, palette) {
  const style = getComputedStyle(document.documentElement);
  for (const [name, colour] of Object.entries(palette)) {
    text = text.replaceAll(`"${colour}"`, `"${style.getPropertyValue(`--${name}`).trim() || colour}"`);
  }
  return JSON.parse(text);
}

async function draw(plot) {
  const alternative = plot.getAttribute("aria-label");
  const answer = await fetch(plot.dataset.spec);
  if (!answer.ok) return;
  const text = await answer.text();
  await drawer();
  const spec = inOurColours(text, JSON.parse(document.body.dataset.palette));
  spec.config = { ...spec.config, mark: { ...spec.config?.mark, tooltip: { content: "encoding" } } };
  await window.vegaEmbed(plot, spec, {
    actions: false,
    ast: true,
    defaultStyle: false,
    renderer: "svg",
    tooltip: { disableDefaultStyle: true },
  });
  const svg = plot.querySelector("svg");
  if (!svg) return;
  // The drawer names the place "Vega visualization": the picture's own words are the better name.
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", alternative);
  svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
  svg.setAttribute("aria-hidden", "true");
  plot.hidden = false;
  plot.nextElementSibling.hidden = true;
}

function watchPlots(root) {
  const plots = root.querySelectorAll(".plot[data-spec]");
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      const plot = entry.target.querySelector(".plot[data-spec]");
      draw(plot).catch((reason) => console.warn("The chart stays a picture:", reason));
    }
  });
  for (const plot of plots) seen.observe(plot.parentElement);
}

function chooseRun(root) {
  for (const select of root.querySelectorAll("select[data-go]")) {
    select.addEventListener("change", () => select.form.requestSubmit());
  }
}

function begin(root) {
  watchPlots(root);
  chooseRun(root);
  const job = root.querySelector("[data-job]");
  if (job) followJob(job);
}

openMenu();
wide.addEventListener("change", openMenu);
begin(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) begin(event.detail.elt);
});
