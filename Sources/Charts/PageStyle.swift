/// The style sheet of the page around the charts: one column, the charts' colours, generous
/// spacing.
enum PageStyle {
  static let sheet = layout + parts + strips + attention

  private static let layout = """
    *{box-sizing:border-box}
    html{color-scheme:light dark;-webkit-text-size-adjust:100%;scroll-behavior:smooth}
    @media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    body{margin:0;background:var(--paper);color:var(--ink);font:17px/1.6 system-ui,-apple-system,\
    "Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
    main{max-width:800px;margin:0 auto;padding:40px 24px 80px}
    h1{font-size:2.1rem;line-height:1.2;letter-spacing:-.02em;margin:0 0 12px}
    h2{font-size:1.45rem;line-height:1.3;letter-spacing:-.01em;margin:0 0 12px;display:flex;gap:12px;\
    align-items:baseline}
    h2 .number{color:var(--color0);font-variant-numeric:tabular-nums}
    h3{font-size:1.05rem;line-height:1.4;margin:0 0 8px}
    section{margin-top:48px;padding-top:40px;border-top:1px solid var(--grid)}
    p{margin:0 0 14px}
    .lead{font-size:1.15rem;color:var(--soft)}
    .soft,figcaption,caption{color:var(--soft)}
    figcaption,caption{font-size:.9rem;line-height:1.5}
    a{color:var(--color0)}
    :focus-visible{outline:3px solid var(--color0);outline-offset:2px;border-radius:3px}
    nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:8px;padding:0;margin:24px 0 0}
    nav a{display:block;padding:4px 14px;border-radius:99px;background:var(--card);\
    text-decoration:none;font-size:.95rem}
    nav a:hover{text-decoration:underline}
    figure{margin:24px 0}
    figure svg,.stage svg{display:block;margin:0 auto}
    .fit svg{width:100%}
    .narrow{display:none}
    @media(max-width:640px){
    body{font-size:16px}
    main{padding:24px 16px 64px}
    h1{font-size:1.7rem}
    h2{font-size:1.3rem}
    section{margin-top:32px;padding-top:32px}
    .wide{display:none}
    .narrow{display:block}
    }
    @media print{section{break-inside:avoid}}

    """

  private static let parts = """
    .note{padding:12px 16px;border-left:4px solid var(--axis);background:var(--card)}
    code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;\
    font-size:.9em;background:var(--card);padding:.1em .3em;border-radius:4px}
    pre{background:var(--card);padding:14px 16px;border-radius:8px;overflow-x:auto;line-height:1.5}
    pre code{padding:0;white-space:pre-wrap}
    .sample{font-family:ui-serif,"Iowan Old Style",Charter,Georgia,"DejaVu Serif",serif;\
    white-space:pre-wrap;overflow-wrap:anywhere}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:12px;margin:0 0 20px}
    .tiles div{background:var(--card);border-radius:12px;padding:14px 16px}
    .tiles dt{font-size:.9rem;line-height:1.35;color:var(--soft)}
    .tiles dd{margin:0}
    .tiles strong{font-size:1.7rem;line-height:1.4;letter-spacing:-.02em;\
    font-variant-numeric:tabular-nums}
    .tiles dd.soft{font-size:.85rem;line-height:1.4}
    .table{overflow-x:auto;margin:20px 0}
    table{border-collapse:collapse;width:100%;font-size:.95rem;line-height:1.4}
    caption{text-align:left;padding-bottom:8px}
    th,td{padding:8px 12px 8px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}
    th:last-child,td:last-child{padding-right:0}
    tbody th{font-weight:400}
    thead th{font-size:.85rem;color:var(--soft);font-weight:600;vertical-align:bottom;\
    border-bottom:2px solid var(--axis)}
    .numbers td,.numbers thead th:not(:first-child){text-align:right;\
    font-variant-numeric:tabular-nums}
    .kept{background:var(--card)}
    .kept th,.kept td{font-weight:600}
    details{margin:16px 0}
    summary{cursor:pointer;color:var(--color0)}
    .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));gap:16px;\
    margin:20px 0}
    .grid figure{margin:0}
    .card{border:1px solid var(--grid);border-radius:12px;padding:16px}
    .card p,.card ul,.card dl{margin:0 0 8px}
    .card :last-child{margin-bottom:0}
    .answers{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;font-size:.95rem}
    .answers dt{color:var(--soft)}
    .answers dd{margin:0}
    .right::before{content:"✓ ";color:var(--color2);font-weight:700}
    .wrong::before{content:"✗ ";color:var(--color1);font-weight:700}
    @media(max-width:640px){
    th,td{padding-right:5px}
    table{font-size:.85rem}
    thead th{font-size:.75rem}
    .tiles{grid-template-columns:1fr 1fr}
    .tiles strong{font-size:1.4rem}
    }

    """

  private static let strips = """
    :root{--most:.55}
    @media(prefers-color-scheme:dark){:root{--most:.42}}
    .strip{position:relative;padding:16px 16px 0;margin:16px 0 20px;border:1px solid var(--grid);\
    border-radius:12px}
    .strip .text{margin:0;white-space:pre-wrap;line-height:2;\
    font-family:ui-serif,"Iowan Old Style",Charter,Georgia,"DejaVu Serif",serif;font-size:1.1rem}
    .strip .prompt{color:var(--soft)}
    .token{position:static;cursor:pointer;border-radius:3px;padding:.18em 0;unicode-bidi:isolate;\
    box-shadow:inset -1px 0 var(--paper)}
    .token{background:rgb(var(--warm)/calc(var(--surprise)*var(--most)))}
    .token:hover,.token:focus{outline:2px solid var(--color0);outline-offset:0}
    .panel{position:absolute;left:-1px;right:-1px;top:calc(100% + 4px);padding:10px 16px 14px;\
    border:1px solid var(--axis);border-radius:12px;background:var(--card);\
    box-shadow:0 8px 24px rgb(0 0 0/.18);pointer-events:none;\
    white-space:normal;font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;\
    color:var(--ink);cursor:default}
    .panel.hint{position:static;margin:14px -16px 0;padding:5px 16px;border-width:1px 0 0;\
    border-radius:0 0 11px 11px;\
    border-color:var(--grid);box-shadow:none;color:var(--soft)}
    .token .panel{display:none}
    .token:focus .panel,.token:hover .panel{display:block;z-index:1}
    .token:hover .panel{z-index:2}
    .panel .what{display:block;margin-bottom:8px}
    .panel .row{display:grid;grid-template-columns:minmax(84px,24%) 1fr 56px;gap:10px;\
    align-items:center;line-height:1.75}
    .panel .name{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;\
    font-size:14px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
    .panel .bar{height:12px;border-radius:3px;background:var(--grid);overflow:hidden}
    .panel .bar span{display:block;height:100%;background:var(--axis)}
    .panel .chosen .bar span{background:var(--color0)}
    .panel .chosen .name{font-weight:700}
    .panel .value{text-align:right;font-variant-numeric:tabular-nums}
    .scale{display:flex;align-items:center;gap:10px;font-size:.9rem;color:var(--soft)}
    .scale .ramp{flex:0 0 120px;height:14px;border-radius:4px;border:1px solid var(--grid);\
    background:linear-gradient(to right,transparent,rgb(var(--warm)/var(--most)))}

    """

  private static let attention = """
    .definitions{position:absolute}
    .chart .small{font-size:12px}
    .chart .tiny{font-size:10.5px}
    .shade{fill:var(--heat)}
    .ground{fill:var(--card)}
    .attention fieldset{border:1px solid var(--grid);border-radius:12px;margin:16px 0;padding:10px 14px}
    .attention legend{font-size:.9rem;color:var(--soft);padding:0 6px}
    .attention .layer{display:grid;grid-template-columns:74px repeat(var(--heads),minmax(0,72px));\
    gap:8px;align-items:center;font-size:.85rem;margin-bottom:6px}
    .attention label{display:block;position:relative;cursor:pointer;text-align:center;\
    line-height:1.3;color:var(--soft);font-variant-numeric:tabular-nums}
    .attention label svg{display:block;width:100%;height:auto;border-radius:4px}
    .attention input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
    .attention input:checked+svg{outline:3px solid var(--color0);outline-offset:1px}
    .attention input:focus-visible+svg{outline:3px solid var(--color1);outline-offset:1px}
    .attention input:checked~span{color:var(--ink);font-weight:700}
    .map,.cursor{display:none}
    .cells{cursor:crosshair}
    .cursor.shown{display:inline;fill:none;stroke:var(--color1);stroke-width:2px;\
    vector-effect:non-scaling-stroke;pointer-events:none}
    .readout{min-height:1.6em;margin-top:8px;color:var(--soft);text-align:center;font-size:.95rem}
    @media(max-width:640px){
    .attention fieldset{padding:8px}
    .attention .layer{grid-template-columns:repeat(var(--heads),minmax(0,1fr));gap:4px 6px}
    .attention .layer>.soft{grid-column:1/-1}
    }

    """
}
