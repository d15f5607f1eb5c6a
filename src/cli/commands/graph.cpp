#include <algorithm>
#include <iostream>
#include <utility>

#include "cli/commands/commands.hpp"
#include "cli/commands/declaration_report.hpp"
#include "cli/commands/graph_file.hpp"
#include "cli/commands/live_target.hpp"
#include "client/live_graph.hpp"
#include "client/live_system.hpp"
#include "client/participant_list.hpp"
#include "client/router_messages.hpp"
#include "core/graph/fbp_writer.hpp"
#include "core/graph/graph_picture.hpp"
#include "core/graph/json_graph_writer.hpp"
#include "core/text/text.hpp"
#include "system/filter_program.hpp"

namespace mfp::cli {

namespace {

ExitCode write_text(std::string_view text) {
  std::cout << text;
  if (!text.ends_with('\n')) std::cout << '\n';
  return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
}

ExitCode write_svg(const core::Graph& graph) {
  const auto picture = system::filter({"dot", "-Tsvg"}, core::to_dot(graph));
  if (picture) return write_text(*picture);
  if (picture.error().kind == system::FilterError::Kind::not_installed) {
    std::cerr << "error: svg needs graphviz (apt install graphviz); --format dot prints its input\n";
  } else {
    std::cerr << "error: graphviz cannot draw this graph: " << core::printable(picture.error().text) << '\n';
  }
  return ExitCode::unavailable;
}

ExitCode write(const core::Graph& graph, GraphFormat format) {
  switch (format) {
    case GraphFormat::fbp:
      break;
    case GraphFormat::json:
      return write_text(core::to_json(graph));
    case GraphFormat::dot:
      return write_text(core::to_dot(graph));
    case GraphFormat::svg:
      return write_svg(graph);
    case GraphFormat::mermaid:
      return write_text(core::to_mermaid(graph));
  }
  return write_text(core::to_fbp(graph));
}

ExitCode graph_of_files(const GraphOptions& options) {
  const std::vector<std::string>& paths = options.files.paths;
  if (paths.size() == 1 && is_graph_file(paths.front())) {
    const auto graph = read_graph_file(paths.front());
    return graph ? write(*graph, options.format) : graph.error();
  }
  if (const auto alone = std::find_if(paths.begin(), paths.end(), is_graph_file); alone != paths.end()) {
    std::cerr << "error: graph takes devices files, or one graph file alone; got " << core::printable(*alone)
              << " among others\n";
    return ExitCode::usage;
  }
  declaration::Declaration declaration = load(options.files);
  if (const ExitCode found = report(declaration, std::cerr); found != ExitCode::ok) return found;
  client::add_processes(declaration.graph, declaration.configuration->participants);
  return write(declaration.graph, options.format);
}

/// What is bound, then who is there.
class LiveDrawing {
 public:
  LiveDrawing(const GraphOptions& options, client::LiveTarget target)
      : format_(options.format),
        system_(std::move(target)),
        participant_list_(system_, {}, client::listening_to_all(options.live.wait, nullptr)) {}

  ExitCode run() {
    const auto begin = [this] {
      system_.ask("listbindings", client::binding_patience,
                  [this](const std::vector<client::RouterAnswer>& answers) { take_bindings(answers); });
    };
    const ExitCode code = system_.run(begin, [this](const core::Message& message) { participant_list_.hear(message); });
    return done_ ? write(client::live_graph(participant_list_.participants(), bindings_), format_) : code;
  }

 private:
  void take_bindings(const std::vector<client::RouterAnswer>& answers) {
    if (answers.empty()) {
      std::cerr << "note: " << system_.no_answer() << ", so no connections are shown\n";
    } else if (auto bindings = client::merged_bindings(answers)) {
      bindings_ = *std::move(bindings);
    } else {
      return system_.fail(bindings.error().message, ExitCode::failed);
    }
    participant_list_.take([] { return false; },
                           [this](client::ParticipantList::Source) {
                             done_ = true;
                             system_.end(ExitCode::ok);
                           });
  }

  GraphFormat format_;
  client::LiveSystem system_;
  client::ParticipantList participant_list_;
  std::vector<client::LiveBinding> bindings_;
  bool done_ = false;
};

}  // namespace

ExitCode graph(const GraphOptions& options) {
  if (!options.files.empty()) return graph_of_files(options);
  auto target = find_target({}, options.live);
  if (!target) return target.error();
  return LiveDrawing(options, *std::move(target)).run();
}

}  // namespace mfp::cli
