/* What the moving maps say, in the language of the page. */

const FR = {
  map: "Carte de la ville",
  closer: "Rapprocher",
  farther: "Éloigner",
  close: "Fermer",
  open: "Voir la fiche",
  new: "reçu",
  doing: "en cours",
  done: "résolu",
  no: "rejeté",
  late: "en retard",
  count: (n, one = "signalement", many = "signalements") => `${n} ${n === 0 || n === 1 ? one : many} dans ce cadre`,
  more: (n, many = "signalements") => `Plus de ${n} ${many} dans ce cadre : rapprochez-vous pour tout voir`,
  listed: (n) => `Les ${n} premiers sont dans la liste`,
  unreachable: "La carte n’a pas pu être mise à jour. Réessayez dans un instant.",
  marker: "Repère. Les flèches du clavier le déplacent.",
  outside: "Ce point est hors de la ville.",
  unknown: "Le lieu n’a pas pu être lu. Écrivez l’adresse, ou réessayez.",
  chosen: (name, district) => (district && district !== name ? `Repère : ${name}, ${district}` : `Repère : ${name}`),
  searching: "Recherche de votre position…",
  refused: "Votre appareil n’a pas donné sa position. Cliquez sur le plan, ou écrivez l’adresse.",
};

const EN = {
  map: "Map of the town",
  closer: "Zoom in",
  farther: "Zoom out",
  close: "Close",
  open: "See the record",
  new: "received",
  doing: "under way",
  done: "resolved",
  no: "rejected",
  late: "late",
  count: (n, one = "report", many = "reports") => `${n} ${n === 1 ? one : many} in this frame`,
  more: (n, many = "reports") => `More than ${n} ${many} in this frame: zoom in to see them all`,
  listed: (n) => `The first ${n} are listed`,
  unreachable: "The map could not be updated. Try again in a moment.",
  marker: "Marker. Arrow keys move it.",
  outside: "This point is outside the town.",
  unknown: "The place could not be read. Write the address, or try again.",
  chosen: (name, district) => (district && district !== name ? `Marker: ${name}, ${district}` : `Marker: ${name}`),
  searching: "Looking for your position…",
  refused: "Your device did not give its position. Click on the map, or write the address.",
};

export const words = document.documentElement.lang.startsWith("en") ? EN : FR;

/** An integer as the page writes it: 1 128, with narrow no-break spaces in French. */
export function grouped(n) {
  const separator = words === EN ? "," : "\u202f";
  return String(n).replace(/\B(?=(\d{3})+$)/g, separator);
}
