#include "cli/commands/graph_file.hpp"

#include <algorithm>
#include <iostream>
#include <string_view>
#include <vector>

#include "core/graph/fbp_reader.hpp"
#include "core/graph/json_graph_reader.hpp"
#include "core/text/diagnostic.hpp"
#include "core/text/text.hpp"
#include "core/text/text_problem.hpp"
#include "system/disk.hpp"

namespace mfp::cli {

namespace {

constexpr std::size_t largest_graph = 64 * 1024 * 1024;
/// Some editors begin a file with it.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_json(const std::string& path) { return path.ends_with(".json"); }

core::Diagnostic located(const std::string& path, std::string_view text, const core::TextProblem& problem) {
  const std::size_t offset = std::min(problem.offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const std::size_t newline = before.rfind('\n');
  const std::size_t line_start = newline == std::string_view::npos ? 0 : newline + 1;
  std::string_view line = text.substr(line_start, text.find('\n', line_start) - line_start);
  if (line.ends_with('\r')) line.remove_suffix(1);
  core::Diagnostic diagnostic;
  diagnostic.place.file = path;
  diagnostic.place.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n') + 1);
  diagnostic.place.column = static_cast<std::uint32_t>(core::count_characters(before.substr(line_start)) + 1);
  const std::size_t rest = line.size() - std::min(line.size(), offset - line_start);
  const std::size_t marked = std::min(problem.length, rest);
  diagnostic.place.length =
      static_cast<std::uint32_t>(std::max<std::size_t>(core::count_characters(text.substr(offset, marked)), 1));
  diagnostic.message = (is_json(path) ? "this JSON graph " : "this line of the FBP language ") + problem.message;
  diagnostic.source_line = line;
  return diagnostic;
}

}  // namespace

bool is_graph_file(const std::string& path) {
  return (path.ends_with(".fbp") || is_json(path)) && system::Disk().kind(path) != core::FileKind::folder;
}

tl::expected<core::Graph, ExitCode> read_graph_file(const std::string& path) {
  const system::Disk disk;
  if (disk.kind(path) == core::FileKind::missing) {
    std::cerr << path << ": error: there is no such file or folder\n";
    return tl::unexpected(ExitCode::no_input);
  }
  const auto content = disk.read(path, largest_graph);
  if (!content) {
    std::cerr << path << ": error: " << content.error().message << '\n';
    return tl::unexpected(ExitCode::no_input);
  }
  std::string_view text = *content;
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::vector<core::Diagnostic> problems;
  if (is_json(path)) {
    auto graph = core::read_json_graph(text);
    if (graph) return *std::move(graph);
    problems.push_back(located(path, text, graph.error()));
  } else {
    auto graph = core::read_fbp(text);
    if (graph) return *std::move(graph);
    for (const core::TextProblem& problem : graph.error()) problems.push_back(located(path, text, problem));
  }
  std::cerr << core::to_text(problems);
  return tl::unexpected(ExitCode::config);
}

}  // namespace mfp::cli
