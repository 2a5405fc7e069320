// What the page does by itself: pictures to take along, its language. Nothing leaves this machine.
(() => {
  // The button that was pressed, "<card>-png", and the picture of its card.
  const pressed = () => dash_clientside.callback_context.triggered_id;
  const plotOf = (button) => {
    const graph = button.replace(/-[a-z]+$/, "-graph");
    return document.querySelector(`#${CSS.escape(graph)} .js-plotly-plot`);
  };
  const page = {
    take(clicks) {
      const button = pressed(), plot = clicks && plotOf(button);
      const [name, format] = button.split(/-(?=[a-z]+$)/);
      if (plot) Plotly.downloadImage(plot, {format, width: 1200, height: 675, scale: 2, filename: name});
      return dash_clientside.no_update;
    },
    async draw(clicks) {
      const plot = clicks && plotOf(pressed());
      if (!plot) return dash_clientside.no_update;
      return Plotly.toImage(plot, {format: "png", width: 1200, height: 600, scale: 2});
    },
    chosen(contents, names, says) {
      if (!contents || !contents.length) return [says.none, true];
      const bytes = contents.reduce((sum, each) => sum + (each.length - each.indexOf(",")) * 0.75, 0);
      if (bytes > says.most) return [says.too_large, true];
      return [names.join(", "), false];
    },
    speak(path, search) {
      const language = new URLSearchParams(search).get("lang") === "zh" ? "zh-CN" : "en";
      document.documentElement.lang = language;
      return language;
    },
  };
  // On paper a picture is as wide as the page, and a table that is folded away would be missing.
  const WIDE = 640;  // pixels: A4 without its margins and the card's
  const paper = matchMedia("print"), unfolded = [];
  const turn = () => {
    const plots = [...document.querySelectorAll(".box:not(.nothing) .js-plotly-plot")];
    if (paper.matches) {
      for (const each of document.querySelectorAll("details:not([open])")) { each.open = true; unfolded.push(each); }
      plots.forEach((plot) => Plotly.relayout(plot, {width: WIDE, autosize: false}));
    } else {
      for (const each of unfolded.splice(0)) each.open = false;
      plots.forEach((plot) => Plotly.relayout(plot, {width: null, autosize: true}).then(() => Plotly.Plots.resize(plot)));
    }
  };
  paper.addEventListener("change", turn);
  window.dash_clientside = Object.assign({}, window.dash_clientside, {page});
})();
