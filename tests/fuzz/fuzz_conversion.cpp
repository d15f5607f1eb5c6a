// A port's keys and a payload, with a line `---` between them: whatever the loader takes must convert any payload to
// the same result each time, in UTF-8.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/conversion/conversion.hpp"
#include "core/text/text.hpp"
#include "declaration/set/loader.hpp"
#include "support/memory_files.hpp"

namespace {

using namespace mfp::core;

/// A devices file with the keys in an inport and in an outport.
std::string devices_file(std::string_view keys) {
  std::string indented = "      ";
  for (const char c : keys) {
    indented += c;
    if (c == '\n') indented += "      ";
  }
  const std::string port = "    p:\n      topic: t\n" + indented + '\n';
  return "participants:\n  in:\n   component: c\n   inports:\n" + port + "  out:\n   component: c\n   outports:\n" +
         port;
}

void convert(const Conversion& conversion, std::string_view payload) {
  PayloadReader reader;
  std::string first;
  std::string second = "something else";
  reader.open(payload);
  Trace trace;
  const Converted converted = conversion.convert(reader, first, &trace);
  const Converted again = conversion.convert(reader, second);
  if (again.outcome != converted.outcome || again.fault != converted.fault) std::abort();
  if (converted.outcome != Outcome::converted) return;
  if (first != second || first_invalid_utf8(first)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view line = "\n---\n";
  const std::size_t end = text.find(line);
  if (end == std::string_view::npos) return 0;
  mfp::test::MemoryFiles files;
  files.add("devices.yaml", devices_file(text.substr(0, end)));
  mfp::declaration::Sources sources;
  sources.paths = {"devices.yaml"};
  const auto declaration = mfp::declaration::load(sources, files);
  for (const Participant& participant : declaration.configuration->participants) {
    for (const auto* ports : {&participant.inports, &participant.outports}) {
      for (const Port& port : *ports) {
        if (port.conversion) convert(*port.conversion, text.substr(end + line.size()));
      }
    }
  }
  return 0;
}
