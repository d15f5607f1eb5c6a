#include "core/graph/graph_picture.hpp"

#include <algorithm>
#include <string_view>

#include "core/graph/graph_layout.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

constexpr std::string_view dot_head = R"(digraph {
  graph [rankdir=LR, nodesep=0.35, ranksep=0.9, pad=0.3, bgcolor="white"]
  node [shape=plain, fontname="Helvetica,Arial,sans-serif", fontsize=14, fontcolor="#26323c"]
  edge [color="#6b8299", penwidth=1.3, arrowsize=0.7]

)";

/// Without U+FFFE and U+FFFF, which XML does not take, as it takes no control character.
std::string for_xml(std::string_view text) {
  std::string shown = printable(text);
  for (const std::string_view refused : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = shown.find(refused); at != std::string::npos; at = shown.find(refused, at)) {
      shown.replace(at, refused.size(), "?");
    }
  }
  return shown;
}

/// A text within a label like HTML, in which graphviz still reads `\N` and the like.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : for_xml(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string numbered(char letter, std::size_t number) { return letter + std::to_string(number); }

std::string at_inport(const GraphLayout::Place& place) {
  return numbered('p', place.box) + ':' + numbered('i', place.port) + ":w";
}

std::string at_outport(const GraphLayout::Place& place) {
  return numbered('p', place.box) + ':' + numbered('o', place.port) + ":e";
}

/// graphviz refuses a font without a text.
std::string in_font(std::string_view attributes, std::string_view text) {
  if (text.empty()) return {};
  return "<font " + std::string(attributes) + '>' + escaped(text) + "</font>";
}

class DotWriter {
 public:
  explicit DotWriter(const Graph& graph) : graph_(graph), layout_(graph) {}

  std::string write() {
    out_ = dot_head;
    for (std::size_t number = 0; number < layout_.boxes().size(); ++number) add_box(number);
    for (std::size_t number = 0; number < graph_.packets.size(); ++number) add_packet(number);
    for (std::size_t number = 0; number < graph_.inports.size(); ++number) {
      add_export(numbered('I', number), graph_.inports[number].name);
      out_ += numbered('I', number) + " -> " + at_inport(layout_.inports()[number]) + " [color=\"#8fb39a\"]\n";
    }
    for (std::size_t number = 0; number < graph_.outports.size(); ++number) {
      add_export(numbered('O', number), graph_.outports[number].name);
      out_ += at_outport(layout_.outports()[number]) + " -> " + numbered('O', number) + " [color=\"#8fb39a\"]\n";
    }
    for (const GraphLayout::Edge& edge : layout_.edges()) {
      out_ += "  " + at_outport(edge.source) + " -> " + at_inport(edge.target) + '\n';
    }
    return std::move(out_) + "}\n";
  }

 private:
  void add_box(std::size_t number) {
    const GraphLayout::Box& box = layout_.boxes()[number];
    out_ += "  " + numbered('p', number) +
            " [label=<<table border=\"1\" style=\"rounded\" color=\"#9fb3c6\" bgcolor=\"#f4f8fb\" cellborder=\"0\" "
            "cellspacing=\"0\" cellpadding=\"4\">\n    <tr><td colspan=\"2\" cellpadding=\"6\">";
    out_ += box.name.empty() ? " " : "<b>" + escaped(box.name) + "</b>";
    if (!box.component.empty()) {
      // The small line between them keeps letters that reach below the line apart.
      out_ += "<br/>" + in_font("point-size=\"3\"", " ") + "<br/>";
      out_ += in_font(R"(point-size="10" color="#7f8c98")", box.component);
    }
    out_ += "</td></tr>\n";
    const std::size_t rows = std::max(box.inports.size(), box.outports.size());
    for (std::size_t row = 0; row < rows; ++row) {
      out_ += "    <tr>";
      add_port(box.inports, row, 'i', "left");
      add_port(box.outports, row, 'o', "right");
      out_ += "</tr>\n";
    }
    out_ += "  </table>>]\n";
  }

  void add_port(const std::vector<std::string>& ports, std::size_t number, char letter, std::string_view side) {
    if (number >= ports.size()) {
      out_ += "<td></td>";
      return;
    }
    out_ += "<td port=\"" + numbered(letter, number) + "\" align=\"" + std::string(side) + "\">";
    out_ += in_font(R"(point-size="10" color="#3d5a73")", ports[number]) + "</td>";
  }

  void add_packet(std::size_t number) {
    const std::string name = numbered('d', number);
    out_ += "  " + name + R"( [shape=note, style=filled, fillcolor="#fdf6e0", color="#d9c88f", margin="0.1,0.05", )" +
            "height=0, width=0, label=<";
    const std::string label = data_label(graph_.packets[number].data);
    out_ += label.empty() ? " " : in_font("point-size=\"10\"", label);
    out_ += ">]\n  " + name + " -> " + at_inport(layout_.packets()[number]) + " [style=dashed, color=\"#c4b06a\"]\n";
  }

  void add_export(const std::string& name, std::string_view label) {
    out_ += "  " + name + R"( [shape=box, style="rounded,filled", fillcolor="#e9f4ec", color="#8fb39a", )" +
            R"(margin="0.12,0.06", height=0, width=0, label=<)" + in_font("point-size=\"11\"", label) + ">]\n  ";
  }

  const Graph& graph_;
  GraphLayout layout_;
  std::string out_;
};

}  // namespace

std::string to_dot(const Graph& graph) { return DotWriter(graph).write(); }

}  // namespace mfp::core
