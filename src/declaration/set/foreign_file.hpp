#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/file_source.hpp"
#include "declaration/yaml/report.hpp"
#include "declaration/yaml/text_check.hpp"

namespace mfp::declaration {

/// What a text looks like that is no devices file but another program's: Home Assistant's, Zigbee2MQTT's, ESPHome's,
/// mosquitto's, docker compose's, or a graph. Nothing for all else. Looks only at how lines begin, since such files
/// need not be valid YAML for us. Cost: O(1), the first part of the text.
[[nodiscard]] std::optional<TextProblem> find_foreign_program(std::string_view text);

/// Whether the text, of the file that `document` names, is another program's; reports what it looks like then.
[[nodiscard]] bool refuse_foreign(const std::string& text, Document& document, Report& report);

/// What to tell of a definition where a devices file is needed, with the two ways to use it.
[[nodiscard]] std::string definition_message(const std::string& file);

/// `; …`, of a name of the library where the name of a devices file is needed.
[[nodiscard]] std::string library_name_hint(const std::string& name);

/// What to tell of a folder all of whose files are definitions, of which there are several; nothing of another one.
[[nodiscard]] std::optional<std::string> definitions_folder_message(const core::FileSource& source,
                                                                    const std::string& folder,
                                                                    const std::vector<std::string>& files);

/// What to tell of a folder without a devices file.
[[nodiscard]] std::string empty_folder_message(const core::FileSource& source, const std::string& folder);

}  // namespace mfp::declaration
