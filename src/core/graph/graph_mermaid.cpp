#include <string_view>

#include "core/graph/graph_layout.hpp"
#include "core/graph/graph_picture.hpp"
#include "core/text/text.hpp"

namespace mfp::core {

namespace {

/// Mermaid has escapes of its own (`#35;`) for the characters that mean something in a label in quotes.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (std::string_view("\"#&<>`\\").find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += '#' + std::to_string(static_cast<int>(c)) + ';';
    }
  }
  return out;
}

std::string node(char letter, std::size_t number) { return letter + std::to_string(number); }

class MermaidWriter {
 public:
  explicit MermaidWriter(const Graph& graph) : graph_(graph), layout_(graph) {}

  std::string write() {
    out_ = "flowchart LR\n";
    add_boxes();
    for (std::size_t number = 0; number < graph_.packets.size(); ++number) {
      const std::string shape = node('d', number) + "[/\"" + label(data_label(graph_.packets[number].data)) + "\"/]";
      add_arrow(shape + ":::data", "-.->", inport(layout_.packets()[number]), node('p', layout_.packets()[number].box));
    }
    for (std::size_t number = 0; number < graph_.inports.size(); ++number) {
      const GraphLayout::Place& place = layout_.inports()[number];
      add_arrow(export_shape('i', number, graph_.inports[number].name), "-->", inport(place), node('p', place.box));
    }
    for (std::size_t number = 0; number < graph_.outports.size(); ++number) {
      const GraphLayout::Place& place = layout_.outports()[number];
      add_arrow(node('p', place.box), "-->", outport(place), export_shape('o', number, graph_.outports[number].name));
    }
    for (const GraphLayout::Edge& edge : layout_.edges()) {
      add_arrow(node('p', edge.source.box), "-->", outport(edge.source) + " → " + inport(edge.target),
                node('p', edge.target.box));
    }
    add_classes();
    return std::move(out_);
  }

 private:
  void add_boxes() {
    for (std::size_t number = 0; number < layout_.boxes().size(); ++number) {
      const GraphLayout::Box& box = layout_.boxes()[number];
      out_ += "  " + node('p', number) + "[\"<b>" + label(box.name) + "</b>";
      if (!box.component.empty()) out_ += "<br/><small>" + label(box.component) + "</small>";
      out_ += "\"]:::process\n";
    }
  }

  void add_arrow(const std::string& from, std::string_view arrow, const std::string& text, const std::string& to) {
    out_ += "  " + from + ' ' + std::string(arrow) + "|\"" + text + "\"| " + to + '\n';
  }

  void add_classes() {
    out_ += "  classDef process fill:#f4f8fb,stroke:#9fb3c6,color:#26323c\n";
    if (!graph_.packets.empty()) out_ += "  classDef data fill:#fdf6e0,stroke:#d9c88f,color:#26323c\n";
    if (!graph_.inports.empty() || !graph_.outports.empty()) {
      out_ += "  classDef port fill:#e9f4ec,stroke:#8fb39a,color:#26323c\n";
    }
  }

  /// A label without a character is an error for Mermaid.
  static std::string label(std::string_view text) { return text.empty() ? " " : escaped(text); }

  static std::string export_shape(char letter, std::size_t number, std::string_view name) {
    return node(letter, number) + "([\"" + label(name) + "\"]):::port";
  }

  [[nodiscard]] std::string inport(const GraphLayout::Place& place) const {
    return label(layout_.boxes()[place.box].inports[place.port]);
  }
  [[nodiscard]] std::string outport(const GraphLayout::Place& place) const {
    return label(layout_.boxes()[place.box].outports[place.port]);
  }

  const Graph& graph_;
  GraphLayout layout_;
  std::string out_;
};

}  // namespace

std::string to_mermaid(const Graph& graph) { return MermaidWriter(graph).write(); }

}  // namespace mfp::core
