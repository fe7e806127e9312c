// Every element with text of its own whose colour is too near to that of its ground.
const light = rgb => {
  const [r, g, b] = rgb.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const colour = text => text.match(/[\d.]+/g).map(Number);
const ground = element => {
  for (let e = element; e; e = e.parentElement) {
    const [r, g, b, a = 1] = colour(getComputedStyle(e).backgroundColor);
    if (a === 1) return [r, g, b];
  }
  return [255, 255, 255];
};
const own = e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
return [...document.querySelectorAll("body *")].filter(own).filter(e => {
  const style = getComputedStyle(e);
  const letters = e instanceof SVGElement ? style.fill : style.color;
  const [one, other] = [light(colour(letters).slice(0, 3)), light(ground(e))];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) < 4.5;
}).map(e => e.outerHTML.slice(0, 80));
