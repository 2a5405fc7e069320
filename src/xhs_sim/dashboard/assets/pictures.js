// Pictures to take along, drawn by the page itself: nothing leaves this machine.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  pictures: {
    plot(id) {
      return document.querySelector(`#${CSS.escape(id)} .js-plotly-plot`);
    },
    take(id, name, format, clicks) {
      const plot = this.plot(id);
      if (clicks && plot) Plotly.downloadImage(plot, {format, width: 1200, height: 675, scale: 2, filename: name});
      return window.dash_clientside.no_update;
    },
    async draw(id, clicks) {
      const plot = this.plot(id);
      if (!clicks || !plot) return window.dash_clientside.no_update;
      return Plotly.toImage(plot, {format: "png", width: 1200, height: 600, scale: 2});
    },
  },
});
